import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Where notices appear: loaded after the page, which needs none to begin with. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={4} zIndex={400} />;
}
