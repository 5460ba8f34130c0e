-- Who may do what at a desk: an owner everything, a registrar all but staff, keys and profile, an
-- issuer (a teacher) awards to their classes, a viewer looks.

create table staff_of (
    issuer_id text not null constraint staff_issuer_fk references issuer,
    account_id text not null constraint staff_account_fk references account on delete cascade,
    role text not null constraint staff_role_ck check (role in ('owner', 'registrar', 'issuer', 'viewer')),
    created_at bigint not null,
    constraint staff_pk primary key (issuer_id, account_id)
);
insert into staff_of
select issuer_id, account_id, case role when 'issuer' then 'registrar' else role end, created_at from staff;
drop table staff;
alter table staff_of rename to staff;
create index staff_account_ix on staff (account_id);

-- What an institution says of itself, in letters and in what it signs.

alter table issuer add column phone text;
alter table issuer add column address text not null default '{}';
alter table issuer add column identifiers text not null default '[]';
alter table issuer add column image_type text;
alter table issuer add column image blob;
alter table issuer add column language text not null default 'en';
alter table issuer add column letter text not null default '{}';
alter table issuer add column refreshable boolean not null default false;
alter table issuer add column shows_student_id boolean not null default false;

-- A key that was retired still verifies what is older; one that was revoked does not.

alter table issuer_key add column did text not null default '';
alter table issuer_key add column revoked_at bigint;
alter table issuer_key add column revoked_reason text;
update issuer_key set did = (select did from issuer where issuer.issuer_id = issuer_key.issuer_id);

create table invitation (
    invitation_id text not null constraint invitation_pk primary key,
    issuer_id text not null constraint invitation_issuer_fk references issuer,
    email text not null,
    role text not null constraint invitation_role_ck check (role in ('owner', 'registrar', 'issuer', 'viewer')),
    invited_by text constraint invitation_account_fk references account on delete set null,
    created_at bigint not null,
    expires_at bigint not null,
    constraint invitation_email_uq unique (issuer_id, email)
);

-- Every version of an achievement that was ever awarded stays as it was. `content` is its Open
-- Badges 3.0 text without id, type and image; `design` what its picture was drawn from.

create table achievement_version (
    achievement_id text not null constraint achievement_version_achievement_fk references achievement,
    version bigint not null,
    content text not null,
    design text,
    image_type text not null,
    image blob not null,
    png blob,
    created_at bigint not null,
    published_at bigint,
    constraint achievement_version_pk primary key (achievement_id, version)
);
insert into achievement_version
    (achievement_id, version, content, image_type, image, created_at, published_at)
select achievement_id, 1, json_object('name', name, 'description', description, 'criteria', json_object('narrative', criteria),
    'achievementType', achievement_type, 'tag', json(tags)), image_type, image, created_at, created_at from achievement;

alter table achievement add column state text not null default 'published'
    constraint achievement_state_ck check (state in ('draft', 'published', 'retired'));
-- The version that is awarded; 0 before the first.
alter table achievement add column version bigint not null default 1;
alter table achievement add column suspendable boolean not null default false;
alter table achievement add column valid_days bigint;
alter table achievement drop column description;
alter table achievement drop column criteria;
alter table achievement drop column achievement_type;
alter table achievement drop column tags;
alter table achievement drop column image_type;
alter table achievement drop column image;

-- Whom an institution teaches, and together with whom.

create table learner (
    learner_id text not null constraint learner_pk primary key,
    issuer_id text not null constraint learner_issuer_fk references issuer,
    source_id text,
    name text not null,
    email text,
    did text,
    created_at bigint not null,
    left_at bigint,
    constraint learner_source_uq unique (issuer_id, source_id)
);
create index learner_issuer_ix on learner (issuer_id, name);
create index learner_email_ix on learner (issuer_id, email);

create table class (
    class_id text not null constraint class_pk primary key,
    issuer_id text not null constraint class_issuer_fk references issuer,
    source_id text,
    name text not null,
    term text not null,
    created_at bigint not null,
    archived_at bigint,
    constraint class_source_uq unique (issuer_id, source_id)
);
create index class_issuer_ix on class (issuer_id, name);

create table class_staff (
    class_id text not null constraint class_staff_class_fk references class on delete cascade,
    account_id text not null constraint class_staff_account_fk references account on delete cascade,
    constraint class_staff_pk primary key (class_id, account_id)
);
create index class_staff_account_ix on class_staff (account_id);

create table class_member (
    class_id text not null constraint class_member_class_fk references class on delete cascade,
    learner_id text not null constraint class_member_learner_fk references learner on delete cascade,
    position bigint not null,
    constraint class_member_pk primary key (class_id, learner_id)
);
create index class_member_learner_ix on class_member (learner_id);

-- What was issued. `recipient_email` is empty where somebody has none.

alter table credential add column achievement_version bigint not null default 1;
alter table credential add column learner_id text constraint credential_learner_fk references learner;
alter table credential add column class_id text
    constraint credential_class_fk references class on delete set null;
alter table credential add column bulk_id text;
alter table credential add column awarded_by text
    constraint credential_awarded_by_fk references account on delete set null;
alter table credential add column recipient_did text;
alter table credential add column details text not null default '{}';
alter table credential add column edition bigint not null default 1;
alter table credential add column suspended_at bigint;
alter table credential add column suspended_reason text;
create index credential_learner_ix on credential (learner_id);
create index credential_class_ix on credential (class_id);
create index credential_bulk_ix on credential (bulk_id);
create index credential_valid_until_ix on credential (issuer_id, valid_until);

-- Earlier editions of what stands in `credential`, byte for byte.

create table edition (
    credential_id text not null constraint edition_credential_fk references credential,
    edition bigint not null,
    document text not null,
    status_list_id text not null constraint edition_status_list_fk references status_list,
    status_index bigint not null,
    valid_from bigint not null,
    replaced_at bigint not null,
    kind text not null constraint edition_kind_ck check (kind in ('bound', 'extended', 'corrected')),
    reason text not null,
    constraint edition_pk primary key (credential_id, edition)
);
create index edition_status_ix on edition (status_list_id, status_index);

-- A list is signed by the DID that signed what it is about.

alter table status_list add column did text not null default '';
alter table status_list add column purpose text not null default 'revocation'
    constraint status_list_purpose_ck check (purpose in ('revocation', 'suspension'));
update status_list set did = (select did from issuer where issuer.issuer_id = status_list.issuer_id);

-- What was done at a desk, by whom. `subject` is a kind and an id, such as `credential/0190…`.

create table audit (
    audit_id text not null constraint audit_pk primary key,
    issuer_id text constraint audit_issuer_fk references issuer,
    account_id text,
    act text not null,
    subject text not null,
    detail text not null,
    at bigint not null
);
create index audit_issuer_ix on audit (issuer_id, at);
create index audit_subject_ix on audit (subject);
