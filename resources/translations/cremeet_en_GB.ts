<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
    <context>
        <name>ActionCard</name>
        <message numerus="yes">
            <source>%n days old</source>
            <translation>
                <numerusform>%n day old</numerusform>
                <numerusform>%n days old</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Carried %n times</source>
            <translation>
                <numerusform>Carried once</numerusform>
                <numerusform>Carried %n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Overdue %n days</source>
            <translation>
                <numerusform>Overdue %n day</numerusform>
                <numerusform>Overdue %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>overdue %n days</source>
            <translation>
                <numerusform>overdue %n day</numerusform>
                <numerusform>overdue %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ActionsPage</name>
        <message numerus="yes">
            <source>Overdue %n days</source>
            <translation>
                <numerusform>Overdue %n day</numerusform>
                <numerusform>Overdue %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Overdue %n days, slipping</source>
            <translation>
                <numerusform>Overdue %n day, slipping</numerusform>
                <numerusform>Overdue %n days, slipping</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Agenda</name>
        <message numerus="yes">
            <source>current item, {used} of %n minutes used</source>
            <translation>
                <numerusform>current item, {used} of %n minute used</numerusform>
                <numerusform>current item, {used} of %n minutes used</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>done, took {used} of %n minutes</source>
            <translation>
                <numerusform>done, took {used} of %n minute</numerusform>
                <numerusform>done, took {used} of %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>still to come, %n minutes planned</source>
            <translation>
                <numerusform>still to come, %n minute planned</numerusform>
                <numerusform>still to come, %n minutes planned</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AgendaEditor</name>
        <message numerus="yes">
            <source>%n items</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{title}, %n minutes</source>
            <translation>
                <numerusform>{title}, %n minute</numerusform>
                <numerusform>{title}, %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BackupsPart</name>
        <message numerus="yes">
            <source>%n backups. The newest was made on {day} at {time}.</source>
            <translation>
                <numerusform>One backup, made on {day} at {time}.</numerusform>
                <numerusform>%n backups. The newest was made on {day} at {time}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ChildrenPage</name>
        <message numerus="yes">
            <source>%n children</source>
            <translation>
                <numerusform>%n child</numerusform>
                <numerusform>%n children</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CircumstancesPanel</name>
        <message numerus="yes">
            <source>%n hours</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Close</name>
        <message numerus="yes">
            <source>%n working days after the meeting</source>
            <translation>
                <numerusform>%n working day after the meeting</numerusform>
                <numerusform>%n working days after the meeting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CommentsPart</name>
        <message numerus="yes">
            <source>%n comments, {waiting} to be answered.</source>
            <translation>
                <numerusform>%n comment, {waiting} to be answered.</numerusform>
                <numerusform>%n comments, {waiting} to be answered.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DirectoryPage</name>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EarlierActions</name>
        <message numerus="yes">
            <source>%n actions are left to review.</source>
            <translation>
                <numerusform>%n action is left to review.</numerusform>
                <numerusform>%n actions are left to review.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EarlierReview</name>
        <message numerus="yes">
            <source>{done} of %n earlier actions reviewed</source>
            <translation>
                <numerusform>{done} of %n earlier action reviewed</numerusform>
                <numerusform>{done} of %n earlier actions reviewed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EpisodeCard</name>
        <message numerus="yes">
            <source>%n actions overdue</source>
            <translation>
                <numerusform>%n action overdue</numerusform>
                <numerusform>%n actions overdue</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Erase</name>
        <message numerus="yes">
            <source>%Ln earlier wordings</source>
            <translation>
                <numerusform>%Ln earlier wording</numerusform>
                <numerusform>%Ln earlier wordings</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows</source>
            <translation>
                <numerusform>%Ln row</numerusform>
                <numerusform>%Ln rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n backups of this vault still hold the words.</source>
            <translation>
                <numerusform>One backup of this vault still holds the words.</numerusform>
                <numerusform>%n backups of this vault still hold the words.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Guarding</name>
        <message numerus="yes">
            <source>Nobody has used cremeet for a while: it locks in %n seconds. Any key puts that off.</source>
            <translation>
                <numerusform>Nobody has used cremeet for a while: it locks in %n second. Any key puts that off.</numerusform>
                <numerusform>Nobody has used cremeet for a while: it locks in %n seconds. Any key puts that off.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>IssuePart</name>
        <message numerus="yes">
            <source>%n copies</source>
            <translation>
                <numerusform>%n copy</numerusform>
                <numerusform>%n copies</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days late.</source>
            <translation>
                <numerusform>%n day late.</numerusform>
                <numerusform>%n days late.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n readers</source>
            <translation>
                <numerusform>%n reader</numerusform>
                <numerusform>%n readers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{done} of %n copies issued.</source>
            <translation>
                <numerusform>{done} of %n copy issued.</numerusform>
                <numerusform>{done} of %n copies issued.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{title}: {sent} of %n readers, due {day} ({within}).</source>
            <translation>
                <numerusform>{title}: {sent} of %n reader, due {day} ({within}).</numerusform>
                <numerusform>{title}: {sent} of %n readers, due {day} ({within}).</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ItemHead</name>
        <message numerus="yes">
            <source>Item timer: {used} of %n minutes</source>
            <translation>
                <numerusform>Item timer: {used} of %n minute</numerusform>
                <numerusform>Item timer: {used} of %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LogPart</name>
        <message numerus="yes">
            <source>Chain whole, %Ln entries.</source>
            <translation>
                <numerusform>Chain whole, %Ln entry.</numerusform>
                <numerusform>Chain whole, %Ln entries.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MeetingsPage</name>
        <message numerus="yes">
            <source>%n meetings</source>
            <translation>
                <numerusform>%n meeting</numerusform>
                <numerusform>%n meetings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MinutesCard</name>
        <message numerus="yes">
            <source>%n words that were being typed</source>
            <translation>
                <numerusform>%n word that was being typed</numerusform>
                <numerusform>%n words that were being typed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MissingList</name>
        <message numerus="yes">
            <source>%n things are missing</source>
            <translation>
                <numerusform>%n thing is missing</numerusform>
                <numerusform>%n things are missing</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NotBegun</name>
        <message numerus="yes">
            <source>%n agenda items.</source>
            <translation>
                <numerusform>%n agenda item.</numerusform>
                <numerusform>%n agenda items.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} invited, {away} with apologies, %n written reports received.</source>
            <translation>
                <numerusform>{n} invited, {away} with apologies, %n written report received.</numerusform>
                <numerusform>{n} invited, {away} with apologies, %n written reports received.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OpenActions</name>
        <message numerus="yes">
            <source>Overdue %n days</source>
            <translation>
                <numerusform>Overdue %n day</numerusform>
                <numerusform>Overdue %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Plan</name>
        <message numerus="yes">
            <source>%n days overdue</source>
            <translation>
                <numerusform>%n day overdue</numerusform>
                <numerusform>%n days overdue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n working days from today</source>
            <translation>
                <numerusform>%n working day from today</numerusform>
                <numerusform>%n working days from today</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>carried %n times</source>
            <translation>
                <numerusform>carried once</numerusform>
                <numerusform>carried %n times</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>date moved %n times</source>
            <translation>
                <numerusform>date moved once</numerusform>
                <numerusform>date moved %n times</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlanForm</name>
        <message numerus="yes">
            <source>in %n working days</source>
            <translation>
                <numerusform>in %n working day</numerusform>
                <numerusform>in %n working days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PracticeStep</name>
        <message numerus="yes">
            <source>%n things are wrong in the folder; they are listed above. Mend them and choose it again.</source>
            <translation>
                <numerusform>%n thing is wrong in the folder; it is listed above. Mend it and choose it again.</numerusform>
                <numerusform>%n things are wrong in the folder; they are listed above. Mend them and choose it again.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReadBackPage</name>
        <message numerus="yes">
            <source>{done} of %n decisions complete</source>
            <translation>
                <numerusform>{done} of %n decision complete</numerusform>
                <numerusform>{done} of %n decisions complete</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{done} of %n owners agreed or to be told</source>
            <translation>
                <numerusform>{done} of %n owner agreed or to be told</numerusform>
                <numerusform>{done} of %n owners agreed or to be told</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RegisterPart</name>
        <message numerus="yes">
            <source>%n copies; {held} are with their readers, {old} of those out of date.</source>
            <translation>
                <numerusform>%n copy; {held} with its reader, {old} out of date.</numerusform>
                <numerusform>%n copies; {held} are with their readers, {old} of those out of date.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Send</name>
        <message numerus="yes">
            <source>{done} of %n copies issued</source>
            <translation>
                <numerusform>{done} of %n copy issued</numerusform>
                <numerusform>{done} of %n copies issued</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SendCard</name>
        <message numerus="yes">
            <source>%n comments on the draft wait for an answer.</source>
            <translation>
                <numerusform>%n comment on the draft waits for an answer.</numerusform>
                <numerusform>%n comments on the draft wait for an answer.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days late.</source>
            <translation>
                <numerusform>%n day late.</numerusform>
                <numerusform>%n days late.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{title}: {sent} of %n readers.</source>
            <translation>
                <numerusform>{title}: {sent} of %n reader.</numerusform>
                <numerusform>{title}: {sent} of %n readers.</numerusform>
            </translation>
        </message>
    </context>
</TS>
