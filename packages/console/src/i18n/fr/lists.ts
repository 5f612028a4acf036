import type { words as en } from '../en/lists.ts';
import type { TextsOf } from '../translation.ts';

export const words: TextsOf<typeof en> = {
  filter: {
    unreadable: 'Ce filtre est illisible :',
  },
  catalog: {
    none: 'Aucun autre champ ne correspond.',
  },
  software: 'Leurs logiciels',
  exportHint: 'Les colonnes affichées, toutes les lignes qui correspondent',
  archived: {
    label: 'Postes archivés',
    exclude: 'Sans les postes archivés',
    only: 'Postes archivés seulement',
    include: 'Avec les postes archivés',
  },
  views: {
    label: 'Vue : {{name}}',
    none: 'Tous les postes',
    everything: 'Tout',
    shared: 'partagée',
    save: 'Enregistrer comme vue…',
    overwrite: 'Enregistrer les modifications dans « {{name}} »',
    makeFirst: 'Toujours commencer par « {{name}} »',
    noFirst: 'Commencer sans vue',
    isFirst: 'La liste commence par elle',
    delete: 'Supprimer « {{name}} »',
    copyLink: 'Copier un lien vers cette liste',
    linkCopied: 'Le lien est copié : il montre ces colonnes, ces filtres et cet ordre.',
    saveTitle: 'Enregistrer comme vue',
    saveAction: 'Enregistrer',
    name: 'Nom',
    nameHint: 'Les colonnes, l’ordre, les filtres et la hauteur des lignes sont conservés.',
    share: 'Tout le monde peut la voir et l’utiliser',
    saved: 'La vue « {{name}} » est enregistrée.',
    deleted: 'La vue « {{name}} » est supprimée.',
  },
};
