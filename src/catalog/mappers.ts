import { deepFreeze } from './freeze.ts';

/**
 * Packages whose decorators make a field of a class a column of a table, or a property of a document: what is written to it is a row's,
 * which its store keeps, and the object is made anew by each query.
 *
 * Sources: typeorm.io/docs/entity/entities; mikro-orm.io/docs/decorators; sequelize/sequelize-typescript README (Column annotations);
 * typegoose.github.io/typegoose/docs/api/decorators/prop; docs.nestjs.com/techniques/mongodb (Prop).
 */
const mappers: readonly string[] = deepFreeze([
  'typeorm',
  '@mikro-orm/core',
  '@mikro-orm/decorators',
  'sequelize-typescript',
  '@sequelize/core',
  '@typegoose/typegoose',
  '@nestjs/mongoose',
]);

/** Whether a decorator of that package, on a field, maps it to a store. */
export const isMapper = (pkg: string): boolean => mappers.some((name) => pkg === name || pkg.startsWith(`${name}/`));
