-- What was learnt of people since an instant is found without going through all that is known of them.
create index on identity.description using brin (load_no) with (autosummarize = on);
