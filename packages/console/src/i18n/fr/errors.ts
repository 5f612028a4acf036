type Words = { readonly message: string; readonly hint: string };

/**
 * Les erreurs du serveur qui n'ont pas leur texte dans `fr.ts`. En anglais, le serveur les dit lui-même ; « said » est ce
 * qu'il en dit.
 */
export const words: Readonly<Record<string, Words>> = {
  BODY_EMPTY: { message: 'Le fichier est vide', hint: 'Choisissez un fichier d’inventaire.' },
  BODY_TOO_LARGE: { message: 'C’est trop gros pour le serveur', hint: 'Partagez le fichier en plusieurs.' },
  BODY_INFLATED_TOO_LARGE: {
    message: 'Une fois décompressé, le fichier est trop gros',
    hint: 'Ce n’est sans doute pas un inventaire.',
  },
  BODY_NOT_DECODABLE: {
    message: 'Ce fichier n’est pas un inventaire',
    hint: 'Sont acceptés : .ocs, XML, JSON, comprimés ou dans une archive zip.',
  },
  BODY_TIMED_OUT: { message: 'L’envoi a duré trop longtemps', hint: 'Vérifiez la connexion, puis recommencez.' },
  XML_NOT_WELL_FORMED: { message: 'Le XML est mal formé', hint: 'Le serveur précise : {{said}}' },
  XML_DOCTYPE_REFUSED: {
    message: 'Le XML contient un DOCTYPE',
    hint: 'Aucun agent n’en écrit ; le serveur le refuse par sécurité.',
  },
  JSON_NOT_WELL_FORMED: { message: 'Le JSON est mal formé', hint: 'Le fichier est peut-être tronqué.' },
  MESSAGE_SHAPE_WRONG: {
    message: 'Le document n’a pas la forme d’un inventaire',
    hint: 'Le serveur précise : {{said}}',
  },
  MESSAGE_TOO_DEEP: { message: 'Le document est trop imbriqué', hint: 'Ce n’est sans doute pas un inventaire.' },
  MESSAGE_TOO_MANY_ROWS: { message: 'L’inventaire a trop d’éléments', hint: 'Le serveur précise : {{said}}' },
  MESSAGE_TOO_COSTLY: {
    message: 'Ce message demande trop de temps ou de mémoire',
    hint: 'Ce n’est sans doute pas un inventaire.',
  },
  QUERY_MISSING: { message: 'Le message ne dit pas ce qu’il est', hint: 'Il lui manque QUERY.' },
  QUERY_UNKNOWN: { message: 'Ce message est d’un genre inconnu', hint: 'Le serveur précise : {{said}}' },
  QUERY_NOT_BUILT: {
    message: 'Ce genre de message n’est pas encore traité',
    hint: 'Le serveur précise : {{said}}',
  },
  DEVICE_ID_MISSING: { message: 'L’inventaire n’a pas de DEVICEID', hint: 'Refaites-le avec l’agent.' },
  DEVICE_ID_INVALID: { message: 'Le DEVICEID n’a pas une forme connue', hint: 'Refaites l’inventaire avec l’agent.' },
  INVENTORY_BUSY: { message: 'Trop d’inventaires attendent déjà', hint: 'Recommencez dans une minute.' },
  MESSAGE_NOT_INVENTORY: { message: 'Ce message n’est pas un inventaire', hint: 'Le serveur précise : {{said}}' },
  FILE_UNREADABLE: { message: 'Le fichier est illisible', hint: 'Le serveur précise : {{said}}' },
  ZIP_DAMAGED: { message: 'L’archive zip est endommagée', hint: 'Le serveur précise : {{said}}' },
  ZIP_TOO_DEEP: { message: 'Trop d’archives zip les unes dans les autres', hint: 'Décompressez d’abord la première.' },
  ZIP_TOO_MANY_FILES: { message: 'L’archive zip a trop de fichiers', hint: 'Partagez-la en plusieurs.' },
  ZIP_TOO_LARGE: { message: 'Une fois décompressée, l’archive zip est trop grosse', hint: 'Partagez-la en plusieurs.' },
  IMPORT_NOT_STORED: { message: 'L’inventaire n’a pas pu être enregistré', hint: 'Le serveur précise : {{said}}' },
  REGISTRY_QUERY_NOT_FOUND: { message: 'Cette requête de registre n’existe plus', hint: 'Rechargez la page.' },
  REGISTRY_QUERY_INVALID: {
    message: 'Cette requête de registre n’est pas acceptée',
    hint: 'Le serveur précise : {{said}}',
  },
  SOFTWARE_NOT_FOUND: { message: 'Ce logiciel n’est pas connu', hint: 'Plus aucun poste ne l’a peut-être.' },
  SOFTWARE_CATEGORY_NOT_FOUND: { message: 'Cette catégorie n’existe plus', hint: 'Rechargez la page.' },
  SOFTWARE_CATEGORY_NAME_TAKEN: {
    message: 'Une autre catégorie porte déjà ce nom',
    hint: 'Choisissez un autre nom.',
  },
  SOFTWARE_CATEGORY_BUILT_IN: {
    message: 'Cette catégorie est intégrée',
    hint: 'Elle ne peut être ni modifiée ni supprimée.',
  },
  SOFTWARE_CATEGORY_IN_USE: {
    message: 'Des règles mènent à cette catégorie',
    hint: 'Supprimez-les d’abord, ou faites-les mener ailleurs.',
  },
  SOFTWARE_RULE_INVALID: { message: 'Une règle n’est pas acceptée', hint: 'Le serveur précise : {{said}}' },
  SOFTWARE_RULES_CHANGED: {
    message: 'Quelqu’un d’autre a modifié les règles entre-temps',
    hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
  },
  SOFTWARE_MOVE_NOT_FOUND: {
    message: 'Ce déplacement ne peut plus être annulé',
    hint: 'Il l’est déjà, ou il est trop ancien.',
  },
  NETWORK_NOT_FOUND: { message: 'Ce réseau n’existe pas', hint: 'Il a peut-être été supprimé.' },
  NETWORK_INVALID: { message: 'Ce réseau n’est pas accepté', hint: 'Le serveur précise : {{said}}' },
  NETWORK_EXISTS: { message: 'Ce réseau a déjà un nom', hint: 'Modifiez celui qui existe.' },
  NETWORK_CHANGED: {
    message: 'Quelqu’un d’autre a modifié ce réseau entre-temps',
    hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
  },
  DEVICE_CHANGED: {
    message: 'Quelqu’un d’autre a modifié ce périphérique entre-temps',
    hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
  },
  DEVICE_NOT_FOUND: { message: 'On ne sait rien de ce périphérique', hint: 'Il a peut-être été oublié entre-temps.' },
  DEVICE_INVALID: { message: 'Cela n’est pas accepté pour ce périphérique', hint: 'Le serveur précise : {{said}}' },
  DEVICE_TYPE_NOT_FOUND: { message: 'Ce type de périphérique n’existe plus', hint: 'Rechargez la page.' },
  DEVICE_TYPE_EXISTS: { message: 'Il y a déjà un type de ce nom', hint: 'Choisissez un autre nom.' },
  DEVICE_TYPE_IN_USE: {
    message: 'Des périphériques sont de ce type',
    hint: 'Identifiez-les d’abord autrement.',
  },
  ROUTE_NOT_FOUND: {
    message: 'Le serveur ne connaît pas cette requête',
    hint: 'La console et le serveur n’ont peut-être pas la même version : rechargez la page.',
  },
  MERGE_INVALID: { message: 'Ces fiches ne peuvent pas être fusionnées', hint: 'Le serveur précise : {{said}}' },
  MERGE_NOT_FOUND: { message: 'Cette fusion n’est plus en vigueur', hint: 'Elle a peut-être déjà été annulée.' },
  DECISION_NOT_FOUND: {
    message: 'La fiche ne peut pas être séparée à cette décision',
    hint: 'Elle l’a peut-être déjà été.',
  },
  SUSPICION_NOT_FOUND: { message: 'Ce soupçon n’existe plus', hint: 'Il a peut-être été tranché entre-temps.' },
  SECTION_NOT_FOUND: { message: 'Cette section n’existe pas', hint: 'L’adresse est peut-être mal saisie.' },
  HISTORY_NOT_KEPT: {
    message: 'Cette section n’a pas d’historique',
    hint: 'Ses valeurs changent d’elles-mêmes et ne sont pas conservées.',
  },
  PREFERENCE_TOO_LARGE: { message: 'Cette préférence est trop grosse', hint: 'Retirez des colonnes ou des tuiles.' },
  PREFERENCES_TOO_MANY: {
    message: 'Vous avez atteint le nombre maximal de préférences',
    hint: 'Rétablissez les colonnes de listes qui ne servent plus.',
  },
  GROUP_CHANGED: {
    message: 'Quelqu’un d’autre a modifié ce groupe entre-temps',
    hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
  },
  USER_NOT_FOUND: { message: 'Cet utilisateur n’existe pas', hint: 'Il a peut-être été supprimé.' },
  SETTING_UNKNOWN: { message: 'Ce paramètre n’existe pas', hint: 'Rechargez la page.' },
  SETTING_INVALID: { message: 'Cette valeur n’est pas acceptée', hint: 'Le serveur précise : {{said}}' },
  SETTING_NOT_OVERRIDABLE: {
    message: 'Ce paramètre a une seule valeur pour tous',
    hint: 'Ni un poste ni un groupe ne peut en avoir une autre.',
  },
  ADMIN_FIELD_NOT_FOUND: { message: 'Ce champ n’existe plus', hint: 'Rechargez la page.' },
  ADMIN_FIELD_INVALID: { message: 'Ce champ n’est pas accepté', hint: 'Le serveur précise : {{said}}' },
  ADMIN_FIELD_BUILT_IN: { message: 'Les agents ont besoin de ce champ', hint: 'Il ne peut pas être modifié ainsi.' },
  ADMIN_FIELD_HAS_DATA: {
    message: 'Des postes ont une valeur qui serait perdue',
    hint: 'Confirmez la perte, ou changez d’abord ces valeurs.',
  },
  ADMIN_FIELD_ORDER_INVALID: { message: 'Les champs ont changé entre-temps', hint: 'Rechargez la page.' },
  ADMIN_VALUE_INVALID: { message: 'Le champ n’accepte pas cette valeur', hint: 'Le serveur précise : {{said}}' },
  ADMIN_DATA_CHANGED: {
    message: 'Quelqu’un d’autre a modifié ces valeurs entre-temps',
    hint: 'Rien n’a été enregistré, et votre saisie est toujours là.',
  },
  CSV_UNREADABLE: { message: 'Le fichier CSV est illisible', hint: 'Le serveur précise : {{said}}' },
  CSV_COLUMNS_WRONG: { message: 'Les colonnes ne conviennent pas', hint: 'Le serveur précise : {{said}}' },
  AGENT_FILE_NOT_FOUND: { message: 'Ce fichier n’existe plus', hint: 'Rechargez la page.' },
  AGENT_FILE_UNWRITABLE: {
    message: 'Le serveur ne peut pas écrire dans son dossier de données',
    hint: 'Le serveur précise : {{said}}',
  },
  AGENT_LABEL_INVALID: { message: 'Le libellé est trop long', hint: 'Raccourcissez-le.' },
  DISK_FULL: {
    message: 'Rien n’a été enregistré : le disque du serveur est plein',
    hint: 'Libérez de la place ; le serveur reprend de lui-même.',
  },
  NOTE_NOT_FOUND: { message: 'Cette note n’existe plus', hint: 'Son auteur l’a peut-être supprimée.' },
  ATTACHMENT_NOT_FOUND: { message: 'Ce fichier n’existe plus', hint: 'Quelqu’un l’a peut-être retiré.' },
};
