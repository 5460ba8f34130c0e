-- With what the service itself signs.

create table service_key (
    service_key_id text not null constraint service_key_pk primary key,
    public_key text not null,
    sealed_seed text not null,
    created_at bigint not null,
    retired_at bigint
);
