import type { CompiledQuery, QueryResult } from 'kysely';
import type { Executor } from './database.ts';

/** Stands for a value in the text of a statement. */
class Placeholder {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

type Values = Readonly<Record<string, string | number | null>>;

/** The place of a value, wherever the statement takes one of its type. */
export type Param<V extends Values> = <K extends keyof V>(name: K) => V[K];

/**
 * A statement whose text is put together once, for what every agent asks: putting it together costs several times what the database
 * needs to run it.
 *
 * @example
 * const find = prepared<{ id: number }, StoredAsset>((param) =>
 *   kysely.selectFrom('assets').selectAll().where('id', '=', param('id')).compile());
 * const { rows } = await find(kysely, { id: 7 });
 */
export function prepared<V extends Values, R>(make: (param: Param<V>) => CompiledQuery<R>) {
  let compiled: CompiledQuery<R> | undefined;
  return (executor: Executor, values: V): Promise<QueryResult<R>> => {
    // safe: nothing looks at the value before the statement runs
    compiled ??= make((name) => new Placeholder(name) as never);
    const parameters = compiled.parameters.map((value) =>
      value instanceof Placeholder ? values[value.name as keyof V] : value,
    );
    return executor.executeQuery<R>({ ...compiled, parameters });
  };
}
