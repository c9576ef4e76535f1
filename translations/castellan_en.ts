<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>EventText</name>
  <message numerus="yes">
   <source>%n more</source>
   <comment>changes that are not listed</comment>
   <translation>
    <numerusform>%n more</numerusform>
    <numerusform>%n more</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>(%n times)</source>
   <translation>
    <numerusform>(%n times)</numerusform>
    <numerusform>(%n times)</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Failure</name>
  <message numerus="yes">
   <source>Too many requests. Try again in %n second(s).</source>
   <translation>
    <numerusform>Too many requests. Try again in %n second.</numerusform>
    <numerusform>Too many requests. Try again in %n seconds.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MemberFacts</name>
  <message numerus="yes">
   <source>other roles in %n application(s)</source>
   <translation>
    <numerusform>other roles in %n application</numerusform>
    <numerusform>other roles in %n applications</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n application(s) hidden</source>
   <translation>
    <numerusform>%n application hidden</numerusform>
    <numerusform>%n applications hidden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n application(s)</source>
   <comment>%1 a role</comment>
   <translation>
    <numerusform>%1 of %n application</numerusform>
    <numerusform>%1 of %n applications</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::AuditPane</name>
  <message numerus="yes">
   <source>Polling every %n s</source>
   <comment>seconds</comment>
   <translation>
    <numerusform>Polling every %n s</numerusform>
    <numerusform>Polling every %n s</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Cleared %n event(s) from the view.</source>
   <translation>
    <numerusform>Cleared %n event from the view.</numerusform>
    <numerusform>Cleared %n events from the view.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::AuditTable</name>
  <message numerus="yes">
   <source>%n new</source>
   <comment>events</comment>
   <translation>
    <numerusform>%n new</numerusform>
    <numerusform>%n new</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n new, follow</source>
   <comment>events</comment>
   <translation>
    <numerusform>%n new, follow</numerusform>
    <numerusform>%n new, follow</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::Banner</name>
  <message numerus="yes">
   <source>Next try in %n second(s).</source>
   <translation>
    <numerusform>Next try in %n second.</numerusform>
    <numerusform>Next try in %n seconds.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::Histogram</name>
  <message numerus="yes">
   <source>%n event(s)</source>
   <translation>
    <numerusform>%n event</numerusform>
    <numerusform>%n events</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n of them refused or failed</source>
   <translation>
    <numerusform>%n of them refused or failed</numerusform>
    <numerusform>%n of them refused or failed</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::InvitationsScreen</name>
  <message numerus="yes">
   <source>%n team(s) invite you</source>
   <translation>
    <numerusform>%n team invites you</numerusform>
    <numerusform>%n teams invite you</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::OverviewScreen</name>
  <message numerus="yes">
   <source>%n server(s)</source>
   <translation>
    <numerusform>%n server</numerusform>
    <numerusform>%n servers</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1, %n need(s) attention</source>
   <comment>5 servers</comment>
   <translation>
    <numerusform>%1, %n needs attention</numerusform>
    <numerusform>%1, %n need attention</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::PasswordPane</name>
  <message numerus="yes">
   <source>Your password is changed. Your other sessions and %n access token(s) have ended.</source>
   <translation>
    <numerusform>Your password is changed. Your other sessions and %n access token have ended.</numerusform>
    <numerusform>Your password is changed. Your other sessions and %n access tokens have ended.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::PasswordRules</name>
  <message numerus="yes">
   <source>At least %n character(s)</source>
   <translation>
    <numerusform>At least %n character</numerusform>
    <numerusform>At least %n characters</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::RecordList</name>
  <message numerus="yes">
   <source>%n shown</source>
   <comment>rows</comment>
   <translation>
    <numerusform>%n shown</numerusform>
    <numerusform>%n shown</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::ReviewBar</name>
  <message numerus="yes">
   <source>Review %n change(s)</source>
   <translation>
    <numerusform>Review %n change</numerusform>
    <numerusform>Review %n changes</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::ReviewDialog</name>
  <message numerus="yes">
   <source>Review %n change(s)</source>
   <translation>
    <numerusform>Review %n change</numerusform>
    <numerusform>Review %n changes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Apply %n change(s)</source>
   <translation>
    <numerusform>Apply %n change</numerusform>
    <numerusform>Apply %n changes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n of them weaken(s) protection</source>
   <translation>
    <numerusform>%n of them weakens protection</numerusform>
    <numerusform>%n of them weaken protection</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::SecurityScreen</name>
  <message numerus="yes">
   <source>%n setting(s)</source>
   <translation>
    <numerusform>%n setting</numerusform>
    <numerusform>%n settings</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n differ(s) from the defaults</source>
   <translation>
    <numerusform>%n differs from the defaults</numerusform>
    <numerusform>%n differ from the defaults</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1, %n change(s)</source>
   <translation>
    <numerusform>%1, %n change</numerusform>
    <numerusform>%1, %n changes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n change(s)</source>
   <translation>
    <numerusform>%n change</numerusform>
    <numerusform>%n changes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n of them weaken(s) protection</source>
   <translation>
    <numerusform>%n of them weakens protection</numerusform>
    <numerusform>%n of them weaken protection</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Applied %n change(s).</source>
   <translation>
    <numerusform>Applied %n change.</numerusform>
    <numerusform>Applied %n changes.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::ServerSummary</name>
  <message numerus="yes">
   <source>Certificate expires in %n day(s)</source>
   <translation>
    <numerusform>Certificate expires in %n day</numerusform>
    <numerusform>Certificate expires in %n days</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n failed sign-in(s) in the last hour</source>
   <translation>
    <numerusform>%n failed sign-in in the last hour</numerusform>
    <numerusform>%n failed sign-ins in the last hour</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n administrator(s) without a second factor</source>
   <translation>
    <numerusform>%1 of %n administrator without a second factor</numerusform>
    <numerusform>%1 of %n administrators without a second factor</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1, %n more team(s)</source>
   <comment>name of the first team</comment>
   <translation>
    <numerusform>%1, %n more team</numerusform>
    <numerusform>%1, %n more teams</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n user(s)</source>
   <translation>
    <numerusform>%n user</numerusform>
    <numerusform>%n users</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n administrator(s) not seen for 90 days</source>
   <translation>
    <numerusform>%n administrator not seen for 90 days</numerusform>
    <numerusform>%n administrators not seen for 90 days</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n licensed user(s) in use</source>
   <comment>%1 a number</comment>
   <translation>
    <numerusform>%1 of %n licensed user in use</numerusform>
    <numerusform>%1 of %n licensed users in use</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n licensed team(s) in use</source>
   <comment>%1 a number</comment>
   <translation>
    <numerusform>%1 of %n licensed team in use</numerusform>
    <numerusform>%1 of %n licensed teams in use</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n licensed instance(s) in use</source>
   <comment>%1 a number</comment>
   <translation>
    <numerusform>%1 of %n licensed instance in use</numerusform>
    <numerusform>%1 of %n licensed instances in use</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n licensed device(s) in use</source>
   <comment>%1 a number</comment>
   <translation>
    <numerusform>%1 of %n licensed device in use</numerusform>
    <numerusform>%1 of %n licensed devices in use</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%1 of %n licensed MQTT client(s) in use</source>
   <comment>%1 a number</comment>
   <translation>
    <numerusform>%1 of %n licensed MQTT client in use</numerusform>
    <numerusform>%1 of %n licensed MQTT clients in use</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::SessionsScreen</name>
  <message numerus="yes">
   <source>%n session(s)</source>
   <translation>
    <numerusform>%n session</numerusform>
    <numerusform>%n sessions</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Ended %n session(s).</source>
   <translation>
    <numerusform>Ended %n session.</numerusform>
    <numerusform>Ended %n sessions.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::StateView</name>
  <message numerus="yes">
   <source>%n row(s) hidden by the filter.</source>
   <translation>
    <numerusform>%n row hidden by the filter.</numerusform>
    <numerusform>%n rows hidden by the filter.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Trying again in %n second(s).</source>
   <translation>
    <numerusform>Trying again in %n second.</numerusform>
    <numerusform>Trying again in %n seconds.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::StatusLine</name>
  <message numerus="yes">
   <source>%1 of %n server(s) connected</source>
   <translation>
    <numerusform>%1 of %n server connected</numerusform>
    <numerusform>%1 of %n servers connected</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Read-only on %n server(s)</source>
   <translation>
    <numerusform>Read-only on %n server</numerusform>
    <numerusform>Read-only on %n servers</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::TeamPage</name>
  <message numerus="yes">
   <source>%n member(s)</source>
   <translation>
    <numerusform>%n member</numerusform>
    <numerusform>%n members</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n instance(s)</source>
   <translation>
    <numerusform>%n instance</numerusform>
    <numerusform>%n instances</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>the membership of %n person(s)</source>
   <translation>
    <numerusform>the membership of %n person</numerusform>
    <numerusform>the memberships of %n people</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n invitation(s)</source>
   <translation>
    <numerusform>%n invitation</numerusform>
    <numerusform>%n invitations</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n device(s)</source>
   <translation>
    <numerusform>%n device</numerusform>
    <numerusform>%n devices</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::TeamsModel</name>
  <message numerus="yes">
   <source>%n member(s)</source>
   <translation>
    <numerusform>%n member</numerusform>
    <numerusform>%n members</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::TeamsScreen</name>
  <message numerus="yes">
   <source>%n team(s)</source>
   <translation>
    <numerusform>%n team</numerusform>
    <numerusform>%n teams</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::UsersScreen</name>
  <message numerus="yes">
   <source>%n user(s)</source>
   <translation>
    <numerusform>%n user</numerusform>
    <numerusform>%n users</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n administrator(s)</source>
   <translation>
    <numerusform>%n administrator</numerusform>
    <numerusform>%n administrators</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n suspended</source>
   <translation>
    <numerusform>%n suspended</numerusform>
    <numerusform>%n suspended</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n locked</source>
   <translation>
    <numerusform>%n locked</numerusform>
    <numerusform>%n locked</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Erased %1 from %n entry(ies) of the audit log. Backups made before still name the person.</source>
   <comment>%1: a person</comment>
   <translation>
    <numerusform>Erased %1 from %n entry of the audit log. Backups made before still name the person.</numerusform>
    <numerusform>Erased %1 from %n entries of the audit log. Backups made before still name the person.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>castellan::ui::Words</name>
  <message numerus="yes">
   <source>%n min ago</source>
   <comment>minutes</comment>
   <translation>
    <numerusform>%n min ago</numerusform>
    <numerusform>%n min ago</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n h ago</source>
   <comment>hours</comment>
   <translation>
    <numerusform>%n h ago</numerusform>
    <numerusform>%n h ago</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n days ago</source>
   <translation>
    <numerusform>%n day ago</numerusform>
    <numerusform>%n days ago</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>in %n min</source>
   <comment>minutes</comment>
   <translation>
    <numerusform>in %n min</numerusform>
    <numerusform>in %n min</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>in %n h</source>
   <comment>hours</comment>
   <translation>
    <numerusform>in %n h</numerusform>
    <numerusform>in %n h</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>in %n days</source>
   <translation>
    <numerusform>in %n day</numerusform>
    <numerusform>in %n days</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Gains %n right(s): %1.</source>
   <comment>%1 is a list of rights</comment>
   <translation>
    <numerusform>Gains %n right: %1.</numerusform>
    <numerusform>Gains %n rights: %1.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Loses %n right(s): %1.</source>
   <comment>%1 is a list of rights</comment>
   <translation>
    <numerusform>Loses %n right: %1.</numerusform>
    <numerusform>Loses %n rights: %1.</numerusform>
   </translation>
  </message>
 </context>
</TS>
