type Meaning = { readonly en: string; readonly fr: string };

export type SettingTheme =
  | 'inventory'
  | 'server'
  | 'duplicates'
  | 'discovery'
  | 'deployment'
  | 'groups'
  | 'registry'
  | 'files'
  | 'filters'
  | 'web service'
  | 'history';

export type SettingUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'cycles' | 'machines' | 'kbit/s';

/**
 * How the value in force for one asset is found among its own, those of its groups, and the global one.
 *
 * - `smallest`: the smallest of its own and its groups'.
 * - `ownElseSmallest`, `ownElseLargest`: its own; without one the smallest, or largest, of its groups'.
 * - `ownElseGroup`: its own; without one that of the group with the lowest id.
 * - `allOn`: on when it is on globally, for each of its groups that says anything, and for the asset.
 *
 * Without any of its own and its groups' it is the global one.
 */
export type OverrideRule = 'smallest' | 'ownElseSmallest' | 'ownElseLargest' | 'ownElseGroup' | 'allOn';

export type Override = {
  readonly rule: OverrideRule;
  /** The one value that an override may have: it can exempt, not more. */
  readonly only?: 0;
  /** The global value against which nobody has a value of their own. */
  readonly unless?: number;
  /** The flag without which what groups say does not count. `ENABLE_GROUPS` is needed in any case. */
  readonly groupsNeed?: 'IPDISCOVER_USE_GROUPS';
};

type Common = {
  readonly theme: SettingTheme;
  /** `later`: stored and validated, but nothing asks for it yet. */
  readonly served: 'now' | 'later';
  /** Null: one value for all. */
  readonly override: Override | null;
  /** Full sentences. */
  readonly meaning: Meaning;
};

export type IntegerSetting = Common & {
  readonly type: 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Null for a number that is no quantity. */
  readonly unit: SettingUnit | null;
};
export type FlagSetting = Common & { readonly type: 'flag'; readonly default: boolean };
export type TextSetting = Common & {
  readonly type: 'text';
  readonly default: string;
  readonly pattern: RegExp;
  /** What the pattern admits, for a person: "it must be …". */
  readonly form: string;
};
export type ChoiceSetting = Common & {
  readonly type: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
};
export type ListSetting = Common & {
  readonly type: 'list';
  readonly default: readonly string[];
  /** What each item is. */
  readonly items: 'addressRule';
};

export type SettingDefinition = IntegerSetting | FlagSetting | TextSetting | ChoiceSetting | ListSetting;
export type AnySettingValue = number | boolean | string | readonly string[];

/** What is missing for settings that are served later. */
const MISSING: Readonly<Partial<Record<SettingTheme, Meaning>>> = {
  discovery: {
    en: 'Not built yet, as the discovery of networks is not: the value is kept, and has no effect.',
    fr: 'Pas encore réalisé, comme la découverte des réseaux : la valeur est conservée, sans effet.',
  },
  deployment: {
    en: 'Not built yet, as the deployment of packages is not: the value is kept, and has no effect.',
    fr: 'Pas encore réalisé, comme le télédéploiement : la valeur est conservée, sans effet.',
  },
};
const MISSING_ELSE: Meaning = {
  en: 'Not built yet: the value is kept, and has no effect.',
  fr: 'Pas encore réalisé : la valeur est conservée, sans effet.',
};

/** What a setting means, and that it does nothing yet where that is so. */
export function meaningOf({ meaning, served, theme }: SettingDefinition): Meaning {
  if (served === 'now') return meaning;
  const missing = MISSING[theme] ?? MISSING_ELSE;
  return { en: `${meaning.en} ${missing.en}`, fr: `${meaning.fr} ${missing.fr}` };
}
