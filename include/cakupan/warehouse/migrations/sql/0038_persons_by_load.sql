-- Persons lie in the order of their loads: what a load brought is found without going through all who came before.
create index on identity.person using brin (load_no) with (autosummarize = on);
