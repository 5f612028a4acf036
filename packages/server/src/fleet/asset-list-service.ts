import { AppError } from '@muster/protocol';
import type { Language } from '../http/tables/reader.ts';
import type { SearchField } from '../search/search-fields.ts';
import type { SearchService } from '../search/search-service.ts';
import { type AssetColumnRepository, isSingle, type ListCell } from './asset-column-repository.ts';
import type { AssetListRepository, OrderKey } from './asset-list-repository.ts';
import type { AssetSelection, AssetSelections, TreeSelection } from './asset-selection.ts';
import type { AssetService, AssetSummary } from './asset-service.ts';

export type AssetListQuery = AssetSelection & {
  /** Names of fields, `-` before one that descends; those of `asset` also without their prefix. */
  readonly sort: readonly string[];
  /** Names of fields. */
  readonly columns: readonly string[];
  /** Of the names that values have; English without it. */
  readonly language?: Language | undefined;
};

export type AssetSearch = TreeSelection & { readonly sort: readonly string[] };

type Paged<T> = T & { readonly limit: number; readonly offset: number };

/** What a list shows of an asset. */
export type AssetListItem = AssetSummary & {
  /** By the names that were asked for. */
  readonly values?: Readonly<Record<string, ListCell>>;
};

/** Values shown of what an asset has several of, on screen. */
const MOST_SHOWN = 10;

type Needs = {
  readonly search: Pick<SearchService, 'fields' | 'namedFields'>;
  readonly selections: AssetSelections;
  readonly repository: AssetListRepository;
  readonly columns: AssetColumnRepository;
  readonly assets: Pick<AssetService, 'summaries'>;
};

export type AssetListService = ReturnType<typeof createAssetListService>;

/** Lists of assets: any columns, in any order, of any selection. */
export function createAssetListService({ search, selections, repository, columns, assets }: Needs) {
  /** @throws {AppError} `REQUEST_INVALID`, `SEARCH_INVALID`. */
  async function prepare({ sort, columns: names, language = 'en', ...selection }: AssetListQuery) {
    const fields = await search.namedFields();
    const order = sort.map((word) => readOrder(word, fields));
    const shown = names.map((name) => {
      const field = findField(name, fields);
      if (field === undefined)
        throw new AppError('REQUEST_INVALID', { reason: `columns: there is no field ${quote(name)}` });
      return { name, field: inLanguage(field, language) };
    });
    return { order, shown, selection: await selections.check(selection) };
  }

  /** @param most Values of what an asset has several of. */
  async function items(ids: readonly number[], shown: readonly ShownColumn[], most: number): Promise<AssetListItem[]> {
    const found = await assets.summaries(ids);
    if (shown.length === 0) return found;
    const fields = shown.map(({ field }) => field);
    const values = await columns.values(ids, fields, most);
    return found.map((asset) => {
      const known = values.get(asset.id);
      return {
        ...asset,
        values: Object.fromEntries(shown.map(({ name, field }) => [name, cellOf(asset, field, known)])),
      };
    });
  }

  return {
    /** One page. @throws {AppError} `REQUEST_INVALID`, `SEARCH_INVALID`. */
    async list({ limit, offset, ...query }: Paged<AssetListQuery>) {
      const { order, shown, selection } = await prepare(query);
      const { ids, total } = await repository.pageAndTotal(selection, { order, limit, offset });
      return { items: await items(ids, shown, MOST_SHOWN), total };
    },

    /** One page of what a search finds that is given as a tree. @throws {AppError} `REQUEST_INVALID`, `SEARCH_INVALID`. */
    async found({
      limit,
      offset,
      sort,
      ...tree
    }: Paged<AssetSearch>): Promise<{ items: AssetSummary[]; total: number }> {
      const fields = await search.fields();
      const order = sort.map((word) => readOrder(word, fields));
      const { ids, total } = await repository.pageAndTotal(await selections.checkTree(tree), { order, limit, offset });
      return { items: await assets.summaries(ids), total };
    },

    /**
     * All of a list, in portions. The order is that of the moment of asking; what is deleted meanwhile is left out.
     *
     * @throws {AppError} `REQUEST_INVALID`, `SEARCH_INVALID`; before the first portion is asked for.
     */
    async all(query: AssetListQuery, { portion, most }: { readonly portion: number; readonly most: number }) {
      const { order, shown, selection } = await prepare(query);
      const ids = await repository.orderedIds(selection, order);
      async function* portions(): AsyncGenerator<AssetListItem[]> {
        for (let at = 0; at < ids.length; at += portion) {
          yield await items([...ids.subarray(at, at + portion)], shown, most);
        }
      }
      return { columns: shown, total: ids.length, portions };
    },
  };
}

export type ShownColumn = { readonly name: string; readonly field: SearchField };

const quote = (text: string) => JSON.stringify(text.slice(0, 100));

function findField(name: string, fields: ReadonlyMap<string, SearchField>): SearchField | undefined {
  return fields.get(name) ?? fields.get(`asset.${name}`);
}

/** The field with its names as the reader knows them. */
function inLanguage(field: SearchField, language: Language): SearchField {
  if (language === 'en' || field.choices === undefined) return field;
  return { ...field, choices: field.choices.map((choice) => ({ ...choice, label: choice.labelFr ?? choice.label })) };
}

function readOrder(word: string, fields: ReadonlyMap<string, SearchField>): OrderKey {
  const field = findField(word.replace(/^-/, ''), fields);
  if (field === undefined || !isSingle(field)) {
    throw new AppError('REQUEST_INVALID', { reason: 'sort names a field that cannot be sorted by' });
  }
  return { field, descending: word.startsWith('-') };
}

/** A field of an asset itself is in its summary. */
function cellOf(
  asset: AssetSummary,
  { name, source }: SearchField,
  known: Record<string, ListCell> | undefined,
): ListCell {
  if (source.kind !== 'asset') return known?.[name] ?? null;
  const cells: Readonly<Record<string, ListCell>> = asset;
  return cells[name.slice('asset.'.length)] ?? null;
}
