/** A release as it is told to a tally. */
export type TalliedRelease = {
  readonly id: number;
  readonly titleId: number;
  readonly version: string | null;
};

/** How many machines have a title, and in how many versions. */
export type TitleCount = { readonly machines: number; readonly versions: number };

/** A place in the arrays below that belongs to no release or title yet. */
const NOWHERE = 0;

/**
 * Counts titles on machines from what was remembered of each, see `pack`.
 *
 * A fleet has tens of millions of such numbers: they are read character by character into arrays, without a list for each machine.
 *
 * @param sign 1 counts the machines that are added; -1 takes them off the totals that `learn` was told.
 */
export function createTally(sign: 1 | -1 = 1) {
  const releases: TalliedRelease[] = [];
  const titles = new Map<number, number>(); // a title's number → its place
  const titleIds: number[] = [NOWHERE];
  let places = new Int32Array(1024); // by a release's number: the place of its title
  let ofRelease = new Int32Array(1024); // by a release's number: machines
  let ofTitle = new Int32Array(1024); // by a title's place: machines
  let seenBy = new Int32Array(1024); // by a title's place: the last machine that had it
  let machine = 0;

  function placeOf(titleId: number): number {
    const known = titles.get(titleId);
    if (known !== undefined) return known;
    const place = titleIds.length;
    titleIds.push(titleId);
    titles.set(titleId, place);
    ofTitle = reaching(ofTitle, place);
    seenBy = reaching(seenBy, place);
    return place;
  }

  return {
    /** Releases of machines that `learn` was not told yet, each once. */
    unknown(machines: readonly string[]): number[] {
      const found = new Set<number>();
      for (const packed of machines) {
        eachRelease(packed, (id) => {
          if (id >= places.length || places[id] === NOWHERE) found.add(id);
        });
      }
      return [...found];
    },

    /** @param machines How many have it before anything is added. */
    learn(release: TalliedRelease, machines = 0): void {
      places = reaching(places, release.id);
      ofRelease = reaching(ofRelease, release.id);
      places[release.id] = placeOf(release.titleId);
      ofRelease[release.id] = machines;
      releases.push(release);
    },

    /** How many have a title before anything is added. */
    learnTitle(titleId: number, machines: number): void {
      ofTitle[placeOf(titleId)] = machines;
    },

    /** One machine more, or one less. What was not learned is not counted. */
    add(packed: string): void {
      machine += 1;
      eachRelease(packed, (id) => {
        const place = places[id] ?? NOWHERE;
        if (place === NOWHERE) return;
        ofRelease[id] = (ofRelease[id] ?? 0) + sign;
        if (seenBy[place] === machine) return;
        seenBy[place] = machine;
        ofTitle[place] = (ofTitle[place] ?? 0) + sign;
      });
    },

    /** Titles that some machine has. */
    result(): Map<number, TitleCount> {
      const versions = new Map<number, Set<string>>();
      for (const { id, titleId, version } of releases) {
        if ((ofRelease[id] ?? 0) <= 0) continue;
        const known = versions.get(titleId);
        if (known === undefined) versions.set(titleId, new Set([version ?? '']));
        else known.add(version ?? '');
      }
      const counts = new Map<number, TitleCount>();
      for (const [titleId, place] of titles) {
        const machines = ofTitle[place] ?? 0;
        if (machines > 0) counts.set(titleId, { machines, versions: versions.get(titleId)?.size ?? 0 });
      }
      return counts;
    },
  };
}

function reaching(array: Int32Array<ArrayBuffer>, index: number): Int32Array<ArrayBuffer> {
  if (index < array.length) return array;
  const larger = new Int32Array(2 ** Math.ceil(Math.log2(index + 1)));
  larger.set(array);
  return larger;
}

const SPACE = 32;

/** The releases of one machine, as `pack` wrote them. */
function eachRelease(packed: string, use: (id: number) => void): void {
  let id = 0;
  let step = 0;
  for (let i = 0; i < packed.length; i += 1) {
    const code = packed.charCodeAt(i);
    if (code === SPACE) {
      id += step;
      step = 0;
      use(id);
    } else {
      step = step * 36 + (code < 58 ? code - 48 : code - 87); // 0–9, then a–z
    }
  }
  if (packed !== '') use(id + step);
}
