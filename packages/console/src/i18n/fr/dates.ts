import type { words as en } from '../en/dates.ts';
import type { TextsOf } from '../translation.ts';

/** Saisie et choix d'un jour. */
export const words: TextsOf<typeof en> = {
  placeholder: 'jj/mm/aaaa',
  hint: 'Un jour comme 20/11/2026, ou « hier », « il y a 3 jours »',
  unclear: 'Ce n’est pas une date : écrivez-la comme 20/11/2026, ou « hier », « il y a 3 jours ».',
  ambiguous: 'Écrivez la date comme 20/11/2026.',
  tooEarly: 'Premier jour possible : {{day}}.',
  tooLate: 'Dernier jour possible : {{day}}.',
  open: 'Choisir un jour',
  calendar: 'Calendrier',
  before: 'Mois précédent',
  after: 'Mois suivant',
  today: 'Aujourd’hui',
  none: 'Aucun jour',
};
