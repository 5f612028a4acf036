import type { FrenchSections } from './french.ts';

export const security = {
  antivirus: {
    label: 'Antivirus',
    description: 'Logiciels antivirus.',
    columns: {
      name: ['Nom', 'Nom de l’antivirus.'],
      company: ['Éditeur', 'Éditeur de l’antivirus.'],
      version: ['Version', 'Version de l’antivirus.'],
      enabled: ['Activé', 'L’antivirus est en service.'],
      upToDate: ['À jour', 'Les signatures sont à jour.'],
      baseVersion: ['Version des signatures', 'Version de la base de signatures.'],
      baseCreatedOn: ['Date des signatures', 'Date de la base de signatures.'],
      engineVersion: ['Version du moteur', 'Version du moteur d’analyse.'],
      expiresOn: ['Expire le', 'Date de fin de la licence.'],
      guid: ['GUID', 'Identifiant attribué par Windows.'],
    },
  },
  firewalls: {
    label: 'Pare-feu',
    description: 'Pare-feu de la machine.',
    columns: {
      status: ['État', 'Activé (on) ou désactivé (off).'],
      description: ['Description', 'Pare-feu concerné.'],
      profile: ['Profil', 'Profil auquel il appartient ; Windows seulement.'],
      ip: ['Adresse IP', 'Adresse IPv4 protégée.'],
      ip6: ['Adresse IPv6', 'Adresse IPv6 protégée.'],
    },
  },
  remoteManagement: {
    label: 'Prise de contrôle à distance',
    description: 'Programmes permettant de prendre le contrôle de la machine à distance.',
    columns: {
      type: ['Programme', 'Programme concerné : teamviewer, anydesk…'],
      remoteId: ['Identifiant', 'Numéro ou nom auquel se connecter.'],
      version: ['Version', 'Version du programme.'],
    },
  },
  certificates: {
    label: 'Certificats',
    description: 'Certificats des services de cette machine et leur expiration.',
    columns: {
      subject: ['Sujet', 'Titulaire du certificat.'],
      issuer: ['Émetteur', 'Autorité qui l’a signé.'],
      names: ['Noms d’hôte', 'Noms et adresses pour lesquels il est valable.'],
      validFrom: ['Valable à partir du', 'Début de validité.'],
      validUntil: ['Expire le', 'Fin de validité.'],
      serialNumber: ['Numéro de série', 'Numéro donné par l’émetteur.'],
      sha256: ['Empreinte', 'SHA-256 du certificat.'],
      keyType: ['Clé', 'Algorithme et taille de la clé.'],
      selfSigned: ['Auto-signé', 'Il est signé par lui-même.'],
      path: ['Fichier', 'Fichier qui le contient.'],
    },
  },
} as const satisfies Partial<FrenchSections>;
