-- Files that show what somebody did. A file belongs to the form that it was brought with, until that is
-- awarded; then to the credential, for as long as there is one. Its address is in the credential, so the
-- token is no more secret here than there.

create table evidence_file (
    token text not null constraint evidence_file_pk primary key,
    issuer_id text not null constraint evidence_file_issuer_fk references issuer,
    account_id text constraint evidence_file_account_fk references account on delete set null,
    awarding_id text not null,
    credential_id text constraint evidence_file_credential_fk references credential on delete cascade,
    name text not null,
    media_type text not null,
    file blob not null,
    created_at bigint not null
);
create index evidence_file_awarding_ix on evidence_file (awarding_id);
create index evidence_file_credential_ix on evidence_file (credential_id);
create index evidence_file_draft_ix on evidence_file (created_at) where credential_id is null;
