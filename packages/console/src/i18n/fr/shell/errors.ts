import type { Translation } from '../../translation.ts';

export const errors: Translation['errors'] = {
  requestId: 'Identifiant de requête',
  unreachableTitle: 'Le serveur ne répond pas',
  unreachableHint: 'Vérifiez que le serveur est démarré et joignable depuis ce poste. La page réessaie d’elle-même.',
  unreachableForm: 'Rien de votre saisie n’est perdu. Recommencez dès qu’il répondra.',
  unreadable: 'La réponse du serveur est illisible (statut {{status}})',
  unreadableHint: 'Un proxy entre ce navigateur et le serveur a peut-être répondu à sa place.',
  notFoundTitle: 'Cette page n’existe pas',
  notFoundHint: 'L’adresse est peut-être mal saisie, ou la page a été déplacée.',
  assetMissingTitle: 'Ce poste est inconnu',
  assetMissingHint: 'Il a peut-être été supprimé depuis la création du lien.',
  backToComputers: 'Retour aux postes',
  crashed: 'La console a rencontré une erreur',
  crashedHint: 'Rechargez la page. Si l’erreur se reproduit, signalez-nous ce que vous faisiez.',
  reload: 'Recharger',
  codes: {
    SIGN_IN_REFUSED: {
      message: 'Nom d’utilisateur ou mot de passe incorrect',
      hint: 'Un mot de passe oublié se remplace sur le serveur : « muster-server user password --name NOM ».',
    },
    TOO_MANY_ATTEMPTS: { message: 'Trop de tentatives', hint: 'Patientez un peu avant de réessayer.' },
    SETUP_LINK_INVALID: {
      message: 'Ce lien est erroné ou a déjà servi',
      hint: 'Redémarrez le serveur pour obtenir un nouveau lien, ou connectez-vous.',
    },
    PASSWORD_TOO_WEAK: { message: 'Le mot de passe est trop court', hint: 'Une phrase se retient facilement.' },
    USER_NAME_TAKEN: { message: 'Un utilisateur porte déjà ce nom', hint: 'Choisissez un autre nom.' },
    ORIGIN_REFUSED: {
      message: 'La requête semble provenir d’un autre site',
      hint: 'Utilisez l’adresse de la console elle-même.',
    },
    SEARCH_INVALID: {
      message: 'La recherche est illisible',
      hint: 'L’endroit est signalé là où se trouve la recherche ; un filtre illisible peut être retiré.',
    },
    VIEW_NAME_TAKEN: { message: 'Vous avez déjà une vue de ce nom', hint: 'Choisissez un autre nom.' },
    VIEW_NOT_FOUND: { message: 'Cette vue n’existe plus', hint: 'Elle a été supprimée, ou n’est plus partagée.' },
    VIEW_NOT_YOURS: { message: 'Cette vue appartient à quelqu’un d’autre', hint: 'Enregistrez votre propre vue.' },
    VIEW_CHANGED: {
      message: 'Cette vue a été enregistrée entre-temps dans une autre fenêtre',
      hint: 'Rien n’a été enregistré. Regardez ce qui l’est maintenant, puis enregistrez à nouveau si votre choix tient toujours.',
    },
    VIEWS_TOO_MANY: {
      message: 'Vous avez atteint le nombre maximal de vues',
      hint: 'Supprimez celles qui ne servent plus.',
    },
    GROUP_NAME_TAKEN: { message: 'Un groupe porte déjà ce nom', hint: 'Choisissez un autre nom.' },
    GROUP_NOT_FOUND: { message: 'Ce groupe n’existe pas', hint: 'Il a peut-être été supprimé.' },
    SEARCH_NAME_TAKEN: { message: 'Vous avez déjà une recherche de ce nom', hint: 'Choisissez un autre nom.' },
    SEARCH_NOT_FOUND: {
      message: 'Cette recherche n’existe pas',
      hint: 'Elle a peut-être été supprimée, ou n’est plus partagée.',
    },
    SEARCH_NOT_YOURS: {
      message: 'Cette recherche appartient à quelqu’un d’autre',
      hint: 'Enregistrez-la sous un nom à vous.',
    },
    REQUEST_INVALID: {
      message: 'Le serveur ne peut pas accepter cette requête',
      hint: 'Vérifiez votre saisie, ou l’adresse de cette page.',
    },
    INTERNAL: {
      message: 'Le serveur a rencontré une erreur',
      hint: 'Transmettez l’identifiant de requête à votre administrateur : le journal du serveur contient les détails.',
    },
    DATABASE_UNREACHABLE: {
      message: 'Le serveur ne parvient pas à joindre sa base de données',
      hint: 'Son administrateur en trouvera la raison dans le journal du serveur.',
    },
    SETTING_CHANGED: {
      message: 'Quelqu’un d’autre a modifié ce paramètre entre-temps',
      hint: 'Rien n’a été enregistré. Regardez sa valeur actuelle, et enregistrez de nouveau si la vôtre tient toujours.',
    },
    ADMIN_FIELD_CHANGED: {
      message: 'Quelqu’un d’autre a modifié ce champ entre-temps',
      hint: 'Rien n’a été enregistré, et votre saisie est toujours là. Comparez-la avec ce qui est enregistré, puis enregistrez de nouveau.',
    },
    ADMIN_FIELD_NAME_TAKEN: {
      message: 'Il y a déjà un champ de ce nom',
      hint: 'Pour les agents, des noms qui ne diffèrent que par la casse sont les mêmes. Choisissez-en un autre.',
    },
    REGISTRY_QUERY_CHANGED: {
      message: 'Quelqu’un d’autre a modifié cette requête entre-temps',
      hint: 'Rien n’a été enregistré, et votre saisie est toujours là. Comparez-la avec ce qui est enregistré, puis enregistrez de nouveau.',
    },
    REGISTRY_QUERY_NAME_TAKEN: {
      message: 'Il y a déjà une requête de ce nom',
      hint: 'Les réponses reviennent sous ce nom : choisissez-en un autre.',
    },
    AGENT_LABEL_CHANGED: {
      message: 'Quelqu’un d’autre a modifié le libellé entre-temps',
      hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
    },
    AGENT_FILE_NAME_INVALID: {
      message: 'Un fichier ne peut pas porter ce nom',
      hint: 'Lettres, chiffres, « . », « _ », « + » et « - », 128 au plus ; « label » est réservé.',
    },
    AGENT_FILE_TOO_LARGE: {
      message: 'Le fichier est trop gros',
      hint: '512 Mio au plus. Les logiciels des postes ont leur place dans un paquet.',
    },
    WAKE_OFF: { message: 'Ce serveur n’interroge aucun agent', hint: 'Le paramètre AGENT_WAKE le permet.' },
    WAKE_NO_ADDRESS: {
      message: 'Aucune adresse du poste n’est connue',
      hint: 'Elle le sera dès que l’agent aura pris contact.',
    },
    WAKE_ADDRESS_REFUSED: {
      message: 'L’adresse du poste n’est pas celle d’une machine du réseau',
      hint: 'Si des agents y sont tout de même joignables, ajoutez-la au paramètre AGENT_WAKE_ADDRESSES.',
    },
    WAKE_UNREACHABLE: {
      message: 'Le poste ne répond pas',
      hint: 'Il est peut-être éteint ou ailleurs, ou un pare-feu ferme le port de contrôle au serveur.',
    },
    WAKE_REFUSED: {
      message: 'Aucun agent n’écoute sur le poste',
      hint: 'Il ne tourne peut-être pas en service, ou avec --no-httpd, ou n’a pas de port de contrôle, comme ceux d’OCS Inventory.',
    },
    WAKE_UNTRUSTED: {
      message: 'L’agent ne fait pas confiance à ce serveur',
      hint: 'Il fait confiance aux adresses de ses serveurs, et à celles que nomme son option httpd-trust.',
    },
    WAKE_NO_AGENT: {
      message: 'Ce qui répond là n’est pas un agent',
      hint: 'Un autre programme utilise peut-être le port, ou une autre machine l’adresse.',
    },
    NOTE_NOT_OWN: { message: 'Quelqu’un d’autre l’a écrit ou joint', hint: 'Écrivez votre propre note à côté.' },
    NOTE_CHANGED: {
      message: 'Cette note a été modifiée entre-temps dans une autre fenêtre',
      hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
    },
    NOTE_LIMIT: {
      message: 'Ce poste a déjà le nombre maximal de notes',
      hint: 'Supprimez celles dont plus personne n’a besoin.',
    },
    ATTACHMENT_LIMIT: {
      message: 'Ce poste a déjà le nombre maximal de fichiers',
      hint: 'Retirez ceux dont plus personne n’a besoin.',
    },
    ATTACHMENT_EMPTY: { message: 'Le fichier est vide', hint: 'Choisissez un fichier qui a un contenu.' },
    HISTORY_EXPIRED: {
      message: 'L’historique ne remonte pas si loin',
      hint: 'Choisissez une date plus récente. Sa durée de conservation est le paramètre HISTORY_RETENTION.',
    },
    HISTORY_INCOMPLETE: { message: 'L’historique de cette section a un trou', hint: 'Choisissez une autre date.' },
    MERGE_NOT_LAST: {
      message: 'Une fusion plus récente dans la même fiche est en vigueur',
      hint: 'Annulez d’abord celle-là.',
    },
    MASS_ACTION_EMPTY: {
      message: 'Plus aucun poste n’est sélectionné',
      hint: 'La sélection a peut-être été supprimée ou modifiée entre-temps. Sélectionnez à nouveau.',
    },
    MASS_ACTION_NOT_FOUND: {
      message: 'Cette tâche de fond n’existe plus',
      hint: 'Les résultats sont conservés 30 jours.',
    },
    MASS_ACTION_NOT_UNDOABLE: {
      message: 'Cette opération ne peut pas être annulée',
      hint: 'Elle l’a déjà été, n’a rien changé, ou est irréversible par nature.',
    },
    CONFIRMATION_NEEDED: {
      message: 'Le nombre de postes a changé',
      hint: 'Vérifiez le nouveau nombre et confirmez à nouveau.',
    },
    ASSET_MERGED: {
      message: 'Une des fiches a été fusionnée entre-temps',
      hint: 'Fermez ceci et regardez à nouveau.',
    },
    NOT_SIGNED_IN: {
      message: 'Vous n’êtes plus connecté',
      hint: 'Rien n’a été enregistré, et votre saisie est toujours là. Connectez-vous, puis recommencez.',
    },
  },
};

export const warnings: Translation['warnings'] = {
  title: 'Attention',
  codes: {
    HTTP_CLEAR_TEXT: {
      message:
        'Les mots de passe et les inventaires circulent en clair : ce serveur écoute au-delà de sa propre machine sans TLS',
      hint: 'Démarrez-le avec --tls-cert et --tls-key. Si un proxy placé devant lui assure le TLS, faites-le écouter sur l’interface de bouclage, ou sur un réseau que seul le proxy atteint.',
    },
  },
};
