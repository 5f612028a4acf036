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
