create table entries (
  id serial primary key,
  name text not null
);
