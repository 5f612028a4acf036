/** A place of the organisation: where machines stand, in which networks. */
export type Site = {
  readonly weight: number;
  readonly code: string;
  readonly name: string;
  /** Second byte of its addresses. */
  readonly network: number;
};

/** From the headquarters to the shops: each has its own `10.N.0.0/16`, parted into /24. */
export const sites: readonly Site[] = [
  { weight: 30, code: 'PAR', name: 'Paris – Siège', network: 10 },
  { weight: 18, code: 'LYO', name: 'Lyon', network: 20 },
  { weight: 12, code: 'MRS', name: 'Marseille', network: 30 },
  { weight: 9, code: 'BER', name: 'Berlin', network: 40 },
  { weight: 7, code: 'LDN', name: 'London', network: 50 },
  { weight: 6, code: 'BXL', name: 'Bruxelles', network: 60 },
  { weight: 5, code: 'NTE', name: 'Nantes', network: 70 },
  { weight: 4, code: 'MAD', name: 'Madrid', network: 80 },
  { weight: 3, code: 'MIL', name: 'Milano', network: 90 },
  { weight: 2, code: 'ZRH', name: 'Zürich', network: 100 },
  { weight: 2, code: 'WAW', name: 'Warszawa', network: 110 },
  { weight: 1, code: 'LAB', name: 'Labo', network: 120 },
  { weight: 10, code: 'DC1', name: 'Datacenter Nord', network: 200 },
];

/** The computer room, where servers and virtual machines are. */
export const computerRoom: Site = { weight: 1, code: 'DC1', name: 'Datacenter Nord', network: 200 };

export const departments = [
  'Production',
  'Ventes',
  'Finance',
  'Ressources humaines',
  'Informatique',
  'Recherche et développement',
  'Logistique',
  'Marketing',
  'Juridique',
  'Direction',
] as const;
