import { useTranslation } from 'react-i18next';

const KINDS = [
  'uuid',
  'serial',
  'diskSerial',
  'boardSerial',
  'mac',
  'agentId',
  'assetTag',
  'name',
  'model',
  'deviceId',
  'oldDeviceId',
] as const;
const isKnown = (kind: string): kind is (typeof KINDS)[number] => KINDS.some((known) => known === kind);

/** What a piece of evidence is called; one that a newer server knows has its own name. */
export function useEvidenceWords(): (kind: string) => string {
  const { t } = useTranslation('machine');
  return (kind) => (isKnown(kind) ? t(`identity.kinds.${kind}`) : kind);
}
