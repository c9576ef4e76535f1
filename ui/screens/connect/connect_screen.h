// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/connect_flow.h"
#include "ui/screen/screen.h"

#include <memory>

class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;
class KeepPage;
class Pages;
class SignInForm;
class StepList;

/// Address → what is there → sign in → name it and keep it. A step that fails stays, with its cause.
class ConnectScreen : public Screen {
    Q_OBJECT
public:
    explicit ConnectScreen(ScreenContext context, QWidget *parent = nullptr);
    ~ConnectScreen() override;
    [[nodiscard]] QList<Crumb> crumbs() const override;
    void focusStart() override { showStep(m_step); }
    void refresh() override {}
    /// The address, so that an interrupted attempt can go on; nothing else is remembered.
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    enum Step { addressStep, signInStep, keepStep };
    QWidget *makeAddressPage(QWidget *parent);
    QWidget *makeCertificateBox(QWidget *parent);
    QWidget *makeSignInPage(QWidget *parent);
    void startOver();
    void probe();
    void probed(const Result<client::PlatformInfo> &result);
    void signedIn(const records::User &user);
    void keep();
    void showOnly(Step step);
    void showStep(Step step);
    void cancel();

    std::unique_ptr<client::ConnectFlow> m_flow;
    Step m_step = addressStep;
    StepList *m_steps;
    Pages *m_pages;
    QLineEdit *m_address = nullptr;
    QLabel *m_addressProblem = nullptr;
    QWidget *m_certificate = nullptr;
    QLabel *m_certificateText = nullptr;
    QLabel *m_certificateProblem = nullptr;
    Button *m_trust = nullptr;
    Button *m_next = nullptr;
    QLabel *m_found = nullptr;
    SignInForm *m_form = nullptr;
    KeepPage *m_keep = nullptr;
};

}  // namespace castellan::ui
