create table loans (
  book text primary key,
  fee_cents integer not null
);
insert into loans values ('a book', 0);
create table rounds (
  due timestamptz primary key
);
