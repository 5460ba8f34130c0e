-- What was made of an export by what its records mean: kept so that it is made once.

alter table roster_import_part drop constraint roster_import_part_kind_ck;
alter table roster_import_part add constraint roster_import_part_kind_ck
    check (kind in ('records', 'faults', 'supplement', 'supplement_faults', 'draft'));

-- The newest dateLastModified of its results, in milliseconds since 1970; null where none has one.
alter table roster_import add column modified_at bigint;
