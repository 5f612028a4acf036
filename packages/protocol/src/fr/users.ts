import type { FrenchSections } from './french.ts';

export const users = {
  users: {
    label: 'Utilisateurs connectés',
    description: 'Utilisateurs connectés au moment de l’inventaire.',
    columns: {
      login: ['Identifiant', 'Identifiant de connexion de l’utilisateur.'],
      domain: ['Domaine', 'Domaine Windows de l’utilisateur.'],
    },
  },
  sessions: {
    label: 'Sessions',
    description: 'Sessions ouvertes au moment de l’inventaire.',
    columns: {
      login: ['Identifiant', 'Utilisateur de la session.'],
      terminal: ['Terminal', 'Terminal ou écran.'],
      remoteHost: ['Hôte distant', 'D’où l’utilisateur s’est connecté.'],
      type: ['Type', 'tty, x11, wayland, ssh…'],
      startedAt: ['Ouverte le', 'Date d’ouverture.'],
      state: ['État', 'Active, en ligne ou verrouillée.'],
    },
  },
  localUsers: {
    label: 'Comptes locaux',
    description: 'Comptes d’utilisateur propres à la machine.',
    columns: {
      login: ['Identifiant', 'Identifiant de connexion.'],
      name: ['Nom', 'Nom complet.'],
      userId: ['Numéro d’utilisateur', 'Numéro ou SID du compte.'],
      groupId: ['Numéro de groupe', 'Numéro de son premier groupe.'],
      home: ['Dossier personnel', 'Dossier personnel du compte.'],
      shell: ['Interpréteur', 'Programme lancé à la connexion.'],
      lastLoginAt: ['Dernière connexion', 'Date de sa dernière connexion.'],
      member: ['Groupes', 'Groupes auxquels il appartient.'],
    },
  },
  localGroups: {
    label: 'Groupes locaux',
    description: 'Groupes propres à la machine.',
    columns: {
      name: ['Nom', 'Nom du groupe.'],
      groupId: ['Numéro de groupe', 'Numéro ou SID du groupe.'],
      members: ['Membres', 'Identifiants de ses membres.'],
    },
  },
} as const satisfies Partial<FrenchSections>;
