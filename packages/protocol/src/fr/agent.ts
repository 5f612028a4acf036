import type { FrenchSections } from './french.ts';

export const agent = {
  accountInfo: {
    label: 'Données administratives',
    description: 'Données administratives transmises par l’agent.',
    columns: {
      name: ['Nom', 'Nom du champ.'],
      value: ['Valeur', 'Valeur du champ.'],
    },
  },
  downloadHistory: {
    label: 'Paquets télédéployés',
    description: 'Paquets que l’agent se souvient avoir reçus.',
    columns: {
      packageId: ['Paquet', 'Numéro du paquet.'],
    },
  },
  journalLogs: {
    label: 'Journal',
    description: 'Événements signalés par les extensions de l’agent.',
    columns: {
      loggedAt: ['Date', 'Date de l’événement, telle que l’agent l’écrit.'],
      journal: ['Événement', 'Ce qui s’est produit.'],
      listener: ['Source', 'Ce qui a signalé l’événement.'],
      status: ['État', 'État, sous forme de nombre.'],
      errorCode: ['Erreur', 'Numéro de l’erreur.'],
    },
  },
  accessLog: {
    label: 'Exécution de l’agent',
    description: 'Date et utilisateur de la remontée d’inventaire.',
    columns: {
      loggedAt: ['Réalisé le', 'Date de l’inventaire selon l’horloge de la machine.'],
      userId: ['Utilisateur', 'Utilisateur vu par l’agent.'],
      processes: ['Processus', 'Processus vus par l’agent ; agents très anciens seulement.'],
    },
  },
  versionProvider: {
    label: 'Programme de l’agent',
    description: 'Agent qui a réalisé l’inventaire, et son environnement d’exécution.',
    columns: {
      name: ['Nom', 'Nom de l’agent.'],
      version: ['Version', 'Version de l’agent.'],
      comments: ['Commentaires', 'Auteur et date de la compilation.'],
      program: ['Programme', 'Programme exécuté.'],
      collectionTime: ['Durée de collecte', 'Temps mis par l’agent pour réaliser l’inventaire.'],
      perlArguments: ['Arguments', 'Arguments de la commande.'],
      perlProgram: ['Perl', 'Programme Perl utilisé.'],
      perlVersion: ['Version de Perl', 'Version de Perl.'],
      perlFolders: ['Dossiers de Perl', 'Dossiers où Perl cherche ses modules.'],
      perlConfiguration: ['Configuration de Perl', 'Options de compilation de Perl.'],
      perlModules: ['Modules Perl', 'Modules utilisés et leurs versions ; ils diffèrent selon la tâche.'],
    },
  },
} as const satisfies Partial<FrenchSections>;
