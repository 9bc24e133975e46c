-- What extracts may say more: areas an office serves, compliance of employers, projects known and not registered,
-- scholarships, each of which a file may leave out; and targets in rupiah.

alter table reference.office add column serves text;

alter table register.employer add column is_registered boolean;
alter table register.employer add column workers_found bigint;
alter table register.employer add column payroll_reported numeric(20, 0);
alter table register.employer add column payroll_found numeric(20, 0);
alter table register.employer add column programme_codes text;
alter table register.employer add column arrears_rupiah numeric(20, 0);
alter table register.employer add column arrears_since date;
alter table register.employer add column enforcement text;
alter table register.employer add column recovered_rupiah numeric(20, 0);

alter table register.project add column is_registered boolean;

alter table register.claim add column scholarship_children bigint;
alter table register.claim add column scholarship_rupiah numeric(20, 0);

alter table reference.target alter column value type numeric(20, 4);
