-- What was made of an export by what its records mean: kept so that it is made once. A table's check
-- cannot be changed here, so the table is written anew.

create table roster_import_part_next (
    roster_import_id text not null
        constraint roster_import_part_import_fk references roster_import on delete cascade,
    kind text not null constraint roster_import_part_kind_ck
        check (kind in ('records', 'faults', 'supplement', 'supplement_faults', 'draft')),
    sealed text not null,
    constraint roster_import_part_pk primary key (roster_import_id, kind)
);
insert into roster_import_part_next (roster_import_id, kind, sealed)
    select roster_import_id, kind, sealed from roster_import_part;
drop table roster_import_part;
alter table roster_import_part_next rename to roster_import_part;

-- The newest dateLastModified of its results, in milliseconds since 1970; null where none has one.
alter table roster_import add column modified_at bigint;
