type Words = { readonly message: string; readonly hint: string };

/** Les erreurs du serveur, hormis celles que tout le monde peut rencontrer ; « said » est ce qu’il en dit. */
export const words: Readonly<Record<string, Words>> = {
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
