import type { Message } from './exchange.ts';

/** What agents do and what becomes of it, by the codes of OCS Inventory's activity log. Source: ocs-server §1.7. */
const ACTIVITIES = {
  100: 'Contact: an inventory is asked for',
  101: 'Inventory: done',
  102: 'Contact: no inventory is due',
  103: 'Inventory: a new machine',
  104: 'Inventory: incoming',
  105: 'Contact: no inventory is due, but something else is asked for',
  106: 'Contact: nothing is wanted of this machine',
  107: 'Inventory: refused',
  322: 'Notice of addresses',
  2001: 'Result of a deployment',
} as const;

export type Activity = keyof typeof ACTIVITIES;

export type ActivityLog = {
  /** One line in the log, while LOGLEVEL is on. */
  note(message: Pick<Message, 'log' | 'arrival'>, deviceId: string, activity: Activity): Promise<void>;
};

/** @param isOn Setting LOGLEVEL. */
export function createActivityLog(isOn: () => Promise<boolean>): ActivityLog {
  return {
    async note({ log, arrival }, deviceId, activity) {
      if (!(await isOn())) return;
      const { sourceIp: ip, userAgent } = arrival;
      log.info({ activity, deviceId, ip, userAgent }, ACTIVITIES[activity]);
    },
  };
}
