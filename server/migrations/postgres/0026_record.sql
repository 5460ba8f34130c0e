-- What a learner composes is one document, kept whole at every step, so that a step can be taken back.
-- `step` is the one that counts; `revision` goes up with every change, undoing included.
create table record_step (
    record_id text not null constraint record_step_record_fk references record on delete cascade,
    step bigint not null,
    -- `api::RecordContent` as JSON.
    content text not null,
    made_at bigint not null,
    constraint record_step_pk primary key (record_id, step)
);

insert into record_step (record_id, step, content, made_at)
select record_id, 1, cast(json_build_object(
    'title', title,
    'introduction', introduction,
    'sections', json_build_array(json_build_object('id', 's1', 'heading', '', 'items', (
        select coalesce(json_agg(json_build_object(
            'id', 'i' || (position + 1), 'holding', holding_id, 'note', note) order by position), '[]')
        from record_item where record_item.record_id = record.record_id)))) as text), changed_at
from record;

alter table record add column revision bigint not null default 1;
alter table record add column step bigint not null default 1;
alter table record drop column introduction;

-- From here on only which credentials a record has now.
alter table record_item drop column position;
alter table record_item drop column note;
