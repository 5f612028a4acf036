import type { Translation } from '../../translation.ts';

export const signIn: Translation['signIn'] = {
  title: 'Connexion',
  lead: 'L’appel de votre parc informatique',
  userName: 'Nom d’utilisateur',
  password: 'Mot de passe',
  submit: 'Se connecter',
  ended: 'Votre session a pris fin. Connectez-vous pour reprendre où vous en étiez.',
  setupNeeded: 'Ce serveur n’a pas encore d’administrateur',
  setupNeededHint:
    'Ouvrez le lien à usage unique que le serveur a affiché à son démarrage. Vous le trouverez dans le terminal du serveur.',
  asideTitle: 'Chaque poste répond à l’appel',
  asideText:
    'Le matériel, les logiciels et l’historique de chaque poste, remontés par les agents que vous avez déjà : OCS Inventory, FusionInventory, GLPI, ou le nôtre.',
};

export const setup: Translation['setup'] = {
  title: 'Créer l’administrateur',
  lead: 'Vous êtes la première personne ici. Choisissez le nom et le mot de passe avec lesquels vous vous connecterez.',
  userName: 'Nom d’utilisateur',
  password: 'Mot de passe',
  repeat: 'Mot de passe, à nouveau',
  submit: 'Créer et se connecter',
  tooShort: 'Au moins {{count}} caractères',
  mismatch: 'Les deux mots de passe diffèrent',
  userNameInvalid: 'Lettres, chiffres, espaces et . _ - @, en commençant par une lettre ou un chiffre',
  userNameMissing: 'Choisissez un nom d’utilisateur',
  linkMissing: 'Ce lien est incomplet',
  linkMissingHint: 'Copiez tout le lien affiché par le serveur, y compris ce qui suit le signe #.',
  doneTitle: 'L’administrateur existe déjà',
  doneHint: 'Ce lien a déjà servi. Connectez-vous avec le nom et le mot de passe choisis alors.',
  goToSignIn: 'Aller à la connexion',
  strength: 'Robustesse : {{strength}}',
  strengthHint: 'La longueur compte avant tout : quelques mots sans rapport sont robustes et faciles à retenir.',
  strengths: { tooShort: 'Trop court', weak: 'Faible', fair: 'Moyen', good: 'Bon', strong: 'Robuste' },
};
