-- Which key signed a credential, so that what a stolen one signed can be told exactly.

alter table credential add column issuer_key_id text
    constraint credential_issuer_key_fk references issuer_key;
update credential set issuer_key_id = (
    select max(issuer_key_id) from issuer_key where issuer_key.issuer_id = credential.issuer_id);
create index credential_issuer_key_ix on credential (issuer_key_id);
