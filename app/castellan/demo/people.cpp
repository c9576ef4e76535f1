// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/people.h"

namespace castellan::demo {
namespace {

constexpr Person persons[] = {
    {"ann", "Ann Weber", true}, {"bob", "Bob Lindt"},       {"eva", "Eva Brandt"},          {"jonas", "Jonas Falk"},
    {"lina", "Li Na", true},    {"marta", "Marta Ionescu"}, {"ops-display", "ops-display"}, {"tom", "Tom Reiss"},
    {"ida", "Ida Holm"},        {"pavel", "Pavel Novak"},   {"greta", "Greta Sommer"},      {"omar", "Omar Haddad"},
    {"yuki", "Yuki Tanaka"},    {"carla", "Carla Mendes"},  {"nils", "Nils Bergman"},       {"rosa", "Rosa Vidal"},
    {"hanna", "Hanna Keller"},  {"luca", "Luca Moretti"},   {"sofia", "Sofia Petrova"},     {"dana", "Dana Fischer"},
    {"ci-deploy", "ci-deploy"}, {"ravi", "Ravi Menon"},     {"ellen", "Ellen Vos", true},   {"kofi", "Kofi Asante"},
    {"mira", "Mira Jansen"},
};

constexpr const char *teamNames[] = {"Operations", "Quality", "Packaging", "Maintenance", "Energy", "Data"};

}  // namespace

std::span<const Person> people()
{
    return persons;
}

std::span<const char *const> teams()
{
    return teamNames;
}

}  // namespace castellan::demo
