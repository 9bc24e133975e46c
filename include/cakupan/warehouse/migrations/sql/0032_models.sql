-- A model may be adopted again after another: what is adopted is dated by its load.
alter table identity.model drop constraint model_pkey;
alter table identity.model add primary key (load_no);
