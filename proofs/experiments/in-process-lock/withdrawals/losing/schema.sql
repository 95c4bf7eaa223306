create table accounts (
  id text primary key,
  cents integer not null
);
insert into accounts values ('ann', 10000);
