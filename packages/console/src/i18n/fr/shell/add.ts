import type { Translation } from '../../translation.ts';

export const add: Translation['add'] = {
  title: 'Ajouter des postes',
  lead: 'Installez l’un de ces agents sur un poste, ou dirigez vers ce serveur celui qu’il a déjà. Le poste apparaît ici de lui-même.',
  agents: 'Agents',
  muster: 'Agent Muster',
  ocs: 'OCS Inventory',
  fusion: 'FusionInventory',
  glpi: 'GLPI Agent',
  linux: 'Linux',
  windows: 'Windows',
  address: 'Adresse de ce serveur pour cet agent',
  once: 'Une seule remontée, tout de suite',
  permanent: 'Des remontées régulières',
  permanentText: 'Inscrivez l’adresse dans la configuration de l’agent ; son planificateur fait le reste.',
  silent: 'Installation silencieuse',
  silentText: 'À lancer en tant qu’administrateur, dans le dossier de l’installateur.',
  file: 'Dans {{path}} :',
  musterText:
    'Notre propre agent relève le matériel et les logiciels des postes Linux. Il a besoin de Node ; lancez-le en root pour qu’il voie tout.',
  musterOnce: 'Depuis une copie de Muster, sur le poste lui-même',
  ocsText:
    'Les agents d’OCS Inventory NG, sans modification. Sur Debian et Ubuntu, le paquet est « ocsinventory-agent ».',
  fusionText: 'FusionInventory Agent 2.x, sans modification. Sur Debian, le paquet est « fusioninventory-agent ».',
  glpiText: 'GLPI Agent 1.x, sans modification ; il parle son protocole JSON à ce serveur.',
  verify: 'Regarder seulement, sans rien envoyer',
  tlsNote:
    'L’agent doit faire confiance au certificat de ce serveur. Donnez-lui l’autorité de certification si c’est la vôtre.',
  localNote: 'Ce serveur n’écoute que sur cette machine',
  localNoteText:
    'Les agents des autres postes ne peuvent pas le joindre. Démarrez-le avec --listen et un certificat pour leur ouvrir l’accès.',
  waiting: 'En attente du premier poste…',
  waitingMore: 'En attente de postes…',
  waitingText: 'Lancez l’une des commandes ; cette ligne devient un lien dès qu’un poste se présente.',
  reported: 'Vient de se présenter',
  newMachine: 'Nouveau',
};
