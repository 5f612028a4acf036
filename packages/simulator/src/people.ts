import type { Random } from './random.ts';

const FIRST =
  'Camille Léa Manon Chloé Inès Jade Louise Emma Alice Zoé Lucas Hugo Louis Jules Arthur Adam Raphaël Gabriel Nathan Tom Anna Lena Marie Felix Jonas Paul Oliver Harry Amelia Isla Lucía Mateo Giulia Francesco Zofia Jakub Noémie Théo Élodie Søren Ana Pedro Yusuf Aïcha Mei Wei Priya Arjun'.split(
    ' ',
  );
const LAST =
  "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Müller Schmidt Schneider Fischer Weber Smith Jones Taylor Brown García López Rossi Russo Ferrari Nowak Kowalska Nguyễn O'Brien N'Diaye Benali Haddad Chen Wang Patel Sørensen Lindström De-Vries Peeters Çelik Gonçalves".split(
    ' ',
  );

export type Person = { readonly name: string; readonly login: string };

/** Somebody with a login as directories make them: first letter, last name, a number where there are several. */
export function personOf(random: Random): Person {
  const [first, last] = [random.pick(FIRST), random.pick(LAST)];
  const plain = `${first[0]}${last}`
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
  const number = random.chance(60) ? '' : String(random.between(2, 40));
  return { name: `${first} ${last}`, login: `${plain}${number}` };
}
