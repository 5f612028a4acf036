import type { SettingDefinition } from './setting-types.ts';

/** Empty, or `packages.example.org:8443/download`. */
const HOST_AND_PATH = /^(?:[\w.-]{1,253}(?::\d{1,5})?(?:\/[\w.~%-]{1,100}){0,10})?$/;
const HOST_AND_PATH_FORM = 'empty, or a host with a path, without the scheme';

/**
 * What administrators set at run time, by the names that OCS Inventory gives them, so that people who come from there find
 * them and imports need no translation. Defaults are those of its fresh installations. IDENTITY_RULE and HISTORY_RETENTION
 * are ours.
 *
 * A room that begins to honour a setting changes its `served` to `now` in the same commit.
 */
export const settingDefinitions = {
  FREQUENCY: {
    type: 'integer',
    theme: 'inventory',
    default: 0,
    min: -1,
    max: 3650,
    unit: 'days',
    served: 'now',
    override: { rule: 'smallest', unless: -1 },
    meaning: {
      en: 'Least time between two inventories of one machine. 0: an inventory at each contact. -1: never, inventories are refused; for all machines, it allows no exception.',
      fr: 'Temps minimal entre deux inventaires d’un poste. 0 : un inventaire à chaque contact. -1 : jamais, les inventaires sont refusés ; pour tous les postes, sans exception possible.',
    },
  },
  INVENTORY_ON_STARTUP: {
    type: 'flag',
    theme: 'inventory',
    default: true,
    served: 'now',
    override: { rule: 'ownElseSmallest' },
    meaning: {
      en: 'Whether agents that run as a service make an inventory when it starts.',
      fr: 'Indique si les agents installés en service font un inventaire à son démarrage.',
    },
  },
  INVENTORY_DIFF: {
    type: 'flag',
    theme: 'inventory',
    default: true,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether the checksum of an inventory is believed: a section that the inventory leaves out is emptied if its bit is set. A section that is there is compared with what is stored in any case.',
      fr: 'Indique si la somme de contrôle d’un inventaire est crue : une section qu’il omet est vidée si son bit est levé. Une section présente est de toute façon comparée à ce qui est enregistré.',
    },
  },
  INVENTORY_SESSION_ONLY: {
    type: 'flag',
    theme: 'inventory',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether an inventory is accepted only after a contact that asked for it. Addresses in TRUSTED_IP are exempt.',
      fr: 'Indique si un inventaire n’est accepté qu’après un contact qui l’a demandé. Les adresses de TRUSTED_IP en sont dispensées.',
    },
  },
  PROLOG_FREQ: {
    type: 'integer',
    theme: 'server',
    default: 24,
    min: 1, // agents take 0 for "at once, for ever"
    max: 8760,
    unit: 'hours',
    served: 'now',
    override: { rule: 'ownElseSmallest' },
    meaning: {
      en: 'Time between two contacts of one agent.',
      fr: 'Temps entre deux contacts d’un agent.',
    },
  },
  SESSION_VALIDITY_TIME: {
    type: 'integer',
    theme: 'server',
    default: 600,
    min: 0,
    max: 2592000,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'How long an inventory may be sent after the contact that asked for it. 0: for ever.',
      fr: 'Durée pendant laquelle un inventaire peut être envoyé après le contact qui l’a demandé. 0 : sans limite.',
    },
  },
  SESSION_CLEAN_TIME: {
    type: 'integer',
    theme: 'server',
    default: 86400,
    min: 60,
    max: 2592000,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'Time between two sweeps of sessions that have ended.',
      fr: 'Temps entre deux nettoyages des sessions terminées.',
    },
  },
  LOCK_REUSE_TIME: {
    type: 'integer',
    theme: 'server',
    default: 600,
    min: 10,
    max: 86400,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'How long a server process that hangs may keep a machine locked; what it was writing is then undone. The lock of a process that ended ends at once. On PostgreSQL, noticed within a minute; on SQLite there is one process.',
      fr: 'Durée pendant laquelle un processus du serveur qui ne répond plus peut garder un poste verrouillé ; ce qu’il écrivait est alors annulé. Le verrou d’un processus terminé disparaît aussitôt. Avec PostgreSQL, pris en compte en une minute ; avec SQLite il n’y a qu’un processus.',
    },
  },
  TRUSTED_IP: {
    type: 'list',
    theme: 'server',
    default: [],
    items: 'addressRule',
    served: 'now',
    override: null,
    meaning: {
      en: 'Addresses whose machines need no session and pass the filters: addresses, networks such as 10.0.0.0/8, or regular expressions for the whole address. The address is that of the connection, or what a proxy named by --behind-proxy says.',
      fr: 'Adresses dont les postes se passent de session et échappent aux filtres : adresses, réseaux comme 10.0.0.0/8, ou expressions régulières pour l’adresse entière. L’adresse est celle de la connexion, ou celle qu’indique un mandataire nommé par --behind-proxy.',
    },
  },
  ACCEPT_TAG_UPDATE_FROM_CLIENT: {
    type: 'flag',
    theme: 'server',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether the TAG that a known machine sends replaces the one that is stored.',
      fr: 'Indique si le TAG envoyé par un poste connu remplace celui qui est enregistré.',
    },
  },
  AGENT_WAKE: {
    type: 'flag',
    theme: 'server',
    default: true,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether people may have the server ask an agent for an inventory now. The server then opens the control port of the agent, at the address the machine was heard from or reports.',
      fr: 'Indique si l’on peut faire demander par le serveur un inventaire immédiat à un agent. Le serveur ouvre alors le port de contrôle de l’agent, à l’adresse de son dernier contact ou à celle que le poste déclare.',
    },
  },
  AGENT_WAKE_PORT: {
    type: 'integer',
    theme: 'server',
    default: 62354,
    min: 1024, // below are ports of other services, which are none of our business
    max: 65535,
    unit: null,
    served: 'now',
    override: null,
    meaning: {
      en: 'Control port of the agents (their option httpd-port).',
      fr: 'Port de contrôle des agents (leur option httpd-port).',
    },
  },
  AGENT_WAKE_ADDRESSES: {
    type: 'list',
    theme: 'server',
    default: [],
    items: 'addressRule',
    served: 'now',
    override: null,
    meaning: {
      en: 'Addresses at which agents may be asked although they are loopback, link-local, multicast or reserved ones: addresses, networks such as 169.254.0.0/16, or regular expressions for the whole address.',
      fr: 'Adresses où un agent peut être interrogé bien qu’elles soient de bouclage, de lien local, de multidiffusion ou réservées : adresses, réseaux comme 169.254.0.0/16, ou expressions régulières pour l’adresse entière.',
    },
  },
  DEPLOY: {
    type: 'flag',
    theme: 'server',
    default: true,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether agents are given the files under deploy/: the label of the TAG prompt, and agents.',
      fr: 'Indique si les fichiers sous deploy/ sont servis aux agents : le libellé de la demande de TAG, et les agents.',
    },
  },
  PROXY_REVALIDATE_DELAY: {
    type: 'integer',
    theme: 'server',
    default: 3600,
    min: 0,
    max: 2592000,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'How long proxies may keep the files under deploy/.',
      fr: 'Durée pendant laquelle les mandataires peuvent garder les fichiers sous deploy/.',
    },
  },
  TRACE_DELETED: {
    type: 'flag',
    theme: 'server',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether deleted and merged machines are noted for programs that follow the inventory from outside.',
      fr: 'Indique si les postes supprimés ou fusionnés sont notés pour les programmes externes qui suivent l’inventaire.',
    },
  },
  LOGLEVEL: {
    type: 'flag',
    theme: 'server',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether each contact and inventory is logged, with the codes of OCS Inventory (activity). It needs the option --log-level to be info or less; what else is logged, that option says.',
      fr: 'Indique si chaque contact et chaque inventaire est journalisé, avec les codes d’OCS Inventory (activity). L’option --log-level doit valoir info ou moins ; le reste du journal dépend d’elle.',
    },
  },
  IDENTITY_RULE: {
    type: 'choice',
    theme: 'duplicates',
    default: 'muster',
    choices: ['muster', 'ocs'],
    served: 'now',
    override: null,
    meaning: {
      en: 'How a machine that comes with another DEVICEID is recognised. muster: by all evidence, weighed; a doubt is shown instead of guessed. ocs: by AUTO_DUPLICATE_LVL.',
      fr: 'Manière de reconnaître un poste qui se présente avec un autre DEVICEID. muster : par tous les indices, pondérés ; un doute est montré et non tranché au hasard. ocs : par AUTO_DUPLICATE_LVL.',
    },
  },
  AUTO_DUPLICATE_LVL: {
    type: 'integer',
    theme: 'duplicates',
    default: 7,
    min: 0,
    max: 63,
    unit: null,
    served: 'now',
    override: null,
    meaning: {
      en: 'Sum of what must all be equal for two records to be joined when IDENTITY_RULE is ocs: 1 host name, 2 serial number, 4 a MAC address, 8 model, 16 UUID, 32 asset tag. 0: nothing is joined.',
      fr: 'Somme de ce qui doit être égal, en totalité, pour que deux fiches soient réunies lorsque IDENTITY_RULE vaut ocs : 1 nom, 2 numéro de série, 4 une adresse MAC, 8 modèle, 16 UUID, 32 étiquette d’inventaire. 0 : rien n’est réuni.',
    },
  },
  IPDISCOVER: {
    type: 'integer',
    theme: 'discovery',
    default: 2,
    min: 0,
    max: 100,
    unit: 'machines',
    served: 'later',
    override: { rule: 'smallest', only: 0, groupsNeed: 'IPDISCOVER_USE_GROUPS' },
    meaning: {
      en: 'How many machines of each subnet are elected to look for others. 0: none. Of a machine or a group it can only be 0: never elected.',
      fr: 'Nombre de postes élus par sous-réseau pour chercher les autres équipements. 0 : aucun. Pour un poste ou un groupe, seulement 0 : jamais élu.',
    },
  },
  IPDISCOVER_MAX_ALIVE: {
    type: 'integer',
    theme: 'discovery',
    default: 7,
    min: 1,
    max: 365,
    unit: 'days',
    served: 'later',
    override: null,
    meaning: {
      en: 'Silence after which an elected machine is replaced.',
      fr: 'Silence au bout duquel un poste élu est remplacé.',
    },
  },
  IPDISCOVER_BETTER_THRESHOLD: {
    type: 'integer',
    theme: 'discovery',
    default: 1,
    min: 0,
    max: 365,
    unit: 'days',
    served: 'later',
    override: null,
    meaning: {
      en: 'By how much the mean time between contacts of another machine must be shorter for it to replace an elected one.',
      fr: 'De combien le temps moyen entre les contacts d’un autre poste doit être plus court pour qu’il remplace un poste élu.',
    },
  },
  IPDISCOVER_LATENCY: {
    type: 'integer',
    theme: 'discovery',
    default: 100,
    min: 10, // faster scans look like an attack
    max: 60000,
    unit: 'milliseconds',
    served: 'later',
    override: { rule: 'ownElseLargest' },
    meaning: {
      en: 'Time between two probes of an elected machine.',
      fr: 'Temps entre deux sondes d’un poste élu.',
    },
  },
  IPDISCOVER_USE_GROUPS: {
    type: 'flag',
    theme: 'discovery',
    default: true,
    served: 'later',
    override: null,
    meaning: {
      en: 'Whether groups can exempt their machines from being elected.',
      fr: 'Indique si les groupes peuvent dispenser leurs postes d’élection.',
    },
  },
  IPDISCOVER_NO_POSTPONE: {
    type: 'flag',
    theme: 'discovery',
    default: false,
    served: 'later',
    override: null,
    meaning: {
      en: 'Whether a machine may be elected at its first contact rather than from the third on.',
      fr: 'Indique si un poste peut être élu dès son premier contact plutôt qu’à partir du troisième.',
    },
  },
  IPDISCOVER_LINK_TAG_NETWORK: {
    type: 'flag',
    theme: 'discovery',
    default: false,
    served: 'later',
    override: null,
    meaning: {
      en: 'Whether networks of the same address are kept apart by the TAG of their machines.',
      fr: 'Indique si les réseaux de même adresse sont distingués par le TAG de leurs postes.',
    },
  },
  SCAN_TYPE_IPDISCOVER: {
    type: 'choice',
    theme: 'discovery',
    default: 'ICMP',
    choices: ['ICMP', 'NMAP', 'ARPSCAN'],
    served: 'later',
    override: { rule: 'ownElseGroup' },
    meaning: {
      en: 'How elected machines look for others.',
      fr: 'Manière dont les postes élus cherchent les autres équipements.',
    },
  },
  SCAN_TYPE_SNMP: {
    type: 'choice',
    theme: 'discovery',
    default: 'ICMP',
    choices: ['ICMP', 'NMAP', 'ARPSCAN'],
    served: 'later',
    override: { rule: 'ownElseGroup' },
    meaning: {
      en: 'How machines look for equipment before they ask it by SNMP.',
      fr: 'Manière dont les postes cherchent les équipements avant de les interroger en SNMP.',
    },
  },
  SCAN_ARP_BANDWIDTH: {
    type: 'integer',
    theme: 'discovery',
    default: 256,
    min: 1,
    max: 100000,
    unit: 'kbit/s',
    served: 'later',
    override: { rule: 'ownElseGroup' },
    meaning: {
      en: 'Bandwidth that a scan by ARP may take.',
      fr: 'Débit qu’un balayage ARP peut prendre.',
    },
  },
  SNMP: {
    type: 'flag',
    theme: 'discovery',
    default: true,
    served: 'later',
    override: { rule: 'allOn' },
    meaning: {
      en: 'Whether machines are told to ask network equipment by SNMP. A machine or a group can be exempt, not more.',
      fr: 'Indique si les postes sont chargés d’interroger les équipements du réseau en SNMP. Un poste ou un groupe peut en être dispensé, pas plus.',
    },
  },
  SNMP_INVENTORY_DIFF: {
    type: 'flag',
    theme: 'discovery',
    default: true,
    served: 'later',
    override: null,
    meaning: {
      en: 'Whether equipment is left as it is when what SNMP tells has not changed.',
      fr: 'Indique si un équipement reste tel quel lorsque ce que dit SNMP n’a pas changé.',
    },
  },
  SNMP_LINK_TAG: {
    type: 'flag',
    theme: 'discovery',
    default: false,
    served: 'later',
    override: null,
    meaning: {
      en: 'Whether equipment takes over the TAG of the machine that asked it.',
      fr: 'Indique si un équipement reprend le TAG du poste qui l’a interrogé.',
    },
  },
  DOWNLOAD: {
    type: 'flag',
    theme: 'deployment',
    default: false,
    served: 'later',
    override: { rule: 'allOn' },
    meaning: {
      en: 'Whether packages are deployed. A machine or a group can be exempt, not more.',
      fr: 'Indique si des paquets sont déployés. Un poste ou un groupe peut en être dispensé, pas plus.',
    },
  },
  DOWNLOAD_FRAG_LATENCY: {
    type: 'integer',
    theme: 'deployment',
    default: 10,
    min: 0,
    max: 86400,
    unit: 'seconds',
    served: 'later',
    override: { rule: 'ownElseLargest' },
    meaning: {
      en: 'Time between two fragments of a package.',
      fr: 'Temps entre deux fragments d’un paquet.',
    },
  },
  DOWNLOAD_CYCLE_LATENCY: {
    type: 'integer',
    theme: 'deployment',
    default: 60,
    min: 0,
    max: 86400,
    unit: 'seconds',
    served: 'later',
    override: { rule: 'ownElseLargest' },
    meaning: {
      en: 'Time between two rounds through the packages.',
      fr: 'Temps entre deux tours des paquets.',
    },
  },
  DOWNLOAD_PERIOD_LATENCY: {
    type: 'integer',
    theme: 'deployment',
    default: 1,
    min: 0,
    max: 86400,
    unit: 'seconds',
    served: 'later',
    override: { rule: 'ownElseLargest' },
    meaning: {
      en: 'Time between two periods of rounds.',
      fr: 'Temps entre deux périodes de tours.',
    },
  },
  DOWNLOAD_PERIOD_LENGTH: {
    type: 'integer',
    theme: 'deployment',
    default: 10,
    min: 1,
    max: 10000,
    unit: 'cycles',
    served: 'later',
    override: { rule: 'ownElseSmallest' },
    meaning: {
      en: 'Rounds in one period.',
      fr: 'Nombre de tours d’une période.',
    },
  },
  DOWNLOAD_TIMEOUT: {
    type: 'integer',
    theme: 'deployment',
    default: 30,
    min: 1,
    max: 3650,
    unit: 'days',
    served: 'later',
    override: { rule: 'ownElseSmallest' },
    meaning: {
      en: 'Time after which an agent gives up on a package.',
      fr: 'Temps au bout duquel un agent renonce à un paquet.',
    },
  },
  DOWNLOAD_EXECUTION_TIMEOUT: {
    type: 'integer',
    theme: 'deployment',
    default: 120,
    min: 1,
    max: 10080,
    unit: 'minutes',
    served: 'later',
    override: { rule: 'ownElseSmallest' },
    meaning: {
      en: 'Time that the command of a package may take.',
      fr: 'Temps que peut prendre la commande d’un paquet.',
    },
  },
  DOWNLOAD_GROUPS_TRACE_EVENTS: {
    type: 'flag',
    theme: 'deployment',
    default: true,
    served: 'later',
    override: null,
    meaning: {
      en: 'Whether what becomes of a package of a group is kept for each of its machines.',
      fr: 'Indique si le sort d’un paquet de groupe est conservé pour chacun de ses postes.',
    },
  },
  DOWNLOAD_URI_INFO: {
    type: 'text',
    theme: 'deployment',
    default: '',
    pattern: HOST_AND_PATH,
    form: HOST_AND_PATH_FORM,
    served: 'later',
    override: null,
    meaning: {
      en: 'Host and path, without https://, from which agents take the description of a package. Empty: this server.',
      fr: 'Hôte et chemin, sans https://, où les agents prennent la description d’un paquet. Vide : ce serveur.',
    },
  },
  DOWNLOAD_URI_FRAG: {
    type: 'text',
    theme: 'deployment',
    default: '',
    pattern: HOST_AND_PATH,
    form: HOST_AND_PATH_FORM,
    served: 'later',
    override: null,
    meaning: {
      en: 'Host and path, without http://, from which agents take the fragments of a package. Empty: this server.',
      fr: 'Hôte et chemin, sans http://, où les agents prennent les fragments d’un paquet. Vide : ce serveur.',
    },
  },
  ENABLE_GROUPS: {
    type: 'flag',
    theme: 'groups',
    default: true,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether what is set for groups counts for their machines.',
      fr: 'Indique si ce qui est réglé pour les groupes compte pour leurs postes.',
    },
  },
  GROUPS_CACHE_REVALIDATE: {
    type: 'integer',
    theme: 'groups',
    default: 43200,
    min: 60,
    max: 2592000,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'Time after which the machines of a dynamic group are looked for anew, all of them. Inventories are looked at as they come, whatever it is.',
      fr: 'Temps au bout duquel tous les postes d’un groupe dynamique sont recherchés à nouveau. Les inventaires sont examinés à mesure, quelle que soit cette valeur.',
    },
  },
  GROUPS_CACHE_OFFSET: {
    type: 'integer',
    theme: 'groups',
    default: 43200,
    min: 0,
    max: 2592000,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'Longest time added to GROUPS_CACHE_REVALIDATE, another one for each group, so that groups do not all fall due at once.',
      fr: 'Temps maximal ajouté à GROUPS_CACHE_REVALIDATE, différent pour chaque groupe, pour que les groupes n’arrivent pas tous à échéance ensemble.',
    },
  },
  REGISTRY: {
    type: 'flag',
    theme: 'registry',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether Windows machines are asked for values of their registry.',
      fr: 'Indique si des valeurs de la base de registre sont demandées aux postes Windows.',
    },
  },
  GENERATE_OCS_FILES: {
    type: 'flag',
    theme: 'files',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether a copy of each accepted inventory is kept as a file, in the folder ocs-files of the data folder; the folder cannot be set.',
      fr: 'Indique si une copie de chaque inventaire accepté est gardée dans un fichier, dans le dossier ocs-files du dossier de données ; ce dossier ne se règle pas.',
    },
  },
  GENERATE_OCS_FILES_SNMP: {
    type: 'flag',
    theme: 'files',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether a copy of each SNMP message is kept as a file, beside those of inventories.',
      fr: 'Indique si une copie de chaque message SNMP est gardée dans un fichier, à côté de celles des inventaires.',
    },
  },
  OCS_FILES_FORMAT: {
    type: 'choice',
    theme: 'files',
    default: 'OCS',
    choices: ['OCS', 'XML'],
    served: 'now',
    override: null,
    meaning: {
      en: 'What these files are. OCS: the message as it was received. XML: readable.',
      fr: 'Ce que sont ces fichiers. OCS : le message tel qu’il a été reçu. XML : lisible.',
    },
  },
  OCS_FILES_OVERWRITE: {
    type: 'flag',
    theme: 'files',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether a file replaces the one before of the same machine; else a number is added to its name.',
      fr: 'Indique si un fichier remplace le précédent du même poste ; sinon un numéro est ajouté à son nom.',
    },
  },
  PROLOG_FILTER_ON: {
    type: 'flag',
    theme: 'filters',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether contacts go through the filters.',
      fr: 'Indique si les contacts passent par les filtres.',
    },
  },
  INVENTORY_FILTER_ON: {
    type: 'flag',
    theme: 'filters',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether inventories go through the filters.',
      fr: 'Indique si les inventaires passent par les filtres.',
    },
  },
  INVENTORY_FILTER_FLOOD_IP: {
    type: 'flag',
    theme: 'filters',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether one address may add one new machine only within INVENTORY_FILTER_FLOOD_IP_CACHE_TIME. Needs INVENTORY_FILTER_ON.',
      fr: 'Indique si une adresse ne peut ajouter qu’un nouveau poste par INVENTORY_FILTER_FLOOD_IP_CACHE_TIME. Suppose INVENTORY_FILTER_ON.',
    },
  },
  INVENTORY_FILTER_FLOOD_IP_CACHE_TIME: {
    type: 'integer',
    theme: 'filters',
    default: 300,
    min: 1,
    max: 86400,
    unit: 'seconds',
    served: 'now',
    override: null,
    meaning: {
      en: 'How long an address that added a machine is remembered.',
      fr: 'Durée pendant laquelle une adresse qui a ajouté un poste est retenue.',
    },
  },
  WEB_SERVICE_ENABLED: {
    type: 'flag',
    theme: 'web service',
    default: false,
    served: 'now',
    override: null,
    meaning: {
      en: 'Whether programs may use the SOAP interface of OCS Inventory at /ocsinterface. REST at /ocsapi/v1 is always there. Both need an API token.',
      fr: 'Indique si des programmes peuvent se servir de l’interface SOAP d’OCS Inventory sous /ocsinterface. L’interface REST sous /ocsapi/v1 est toujours là. Toutes deux demandent un jeton d’API.',
    },
  },
  WEB_SERVICE_RESULTS_LIMIT: {
    type: 'integer',
    theme: 'web service',
    default: 100,
    min: 1,
    max: 10000,
    unit: 'machines',
    served: 'now',
    override: null,
    meaning: {
      en: 'Machines in one answer of that interface.',
      fr: 'Nombre de postes dans une réponse de cette interface.',
    },
  },
  HISTORY_RETENTION: {
    type: 'integer',
    theme: 'history',
    default: 0,
    min: 0,
    max: 36500,
    unit: 'days',
    served: 'now',
    override: null,
    meaning: {
      en: 'How long the changes of machines are kept. 0: for ever.',
      fr: 'Durée de conservation des changements des postes. 0 : sans limite.',
    },
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;

type ValueOf<D extends SettingDefinition> = D extends { readonly choices: readonly (infer C)[] }
  ? C
  : { integer: number; flag: boolean; text: string; choice: string; list: readonly string[] }[D['type']];
export type SettingValue<N extends SettingName> = ValueOf<(typeof settingDefinitions)[N]>;

/** Every name, in the order in which they are shown. */
export const settingNames = Object.keys(settingDefinitions) as SettingName[]; // safe: the table's own keys

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingDefinitions, name);
}

/** The definition of a setting, whichever it is. */
export function definitionOf(name: SettingName): SettingDefinition {
  return settingDefinitions[name];
}
