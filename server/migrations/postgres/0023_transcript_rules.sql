-- What whoever starts, approves or takes back many transcripts was told; what they failed at.

alter table transcript_batch add column plan text not null default '{}';
alter table transcript_batch add column failed_in text;
alter table transcript_batch add column undone_by text
    constraint transcript_batch_undone_fk references account on delete set null;

-- What an import said last of an achievement; what the desk writes since is left alone.

alter table achievement add column source_content text;

-- One achievement stands for an institution's transcripts.

create unique index achievement_cover_uq on achievement (issuer_id) where kind = 'transcript';

-- All that was ever in a transcript.

create index transcript_part_credential_ix on transcript_part (credential_id);
