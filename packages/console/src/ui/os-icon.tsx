import {
  IconBrandAndroid,
  IconBrandApple,
  IconBrandDebian,
  IconBrandRedhat,
  IconBrandUbuntu,
  IconBrandWindows,
  IconDeviceDesktop,
  IconTerminal2,
} from '@tabler/icons-react';

const families = [
  { pattern: /windows/i, Icon: IconBrandWindows },
  { pattern: /android/i, Icon: IconBrandAndroid },
  { pattern: /mac ?os|darwin|os x/i, Icon: IconBrandApple },
  { pattern: /ubuntu/i, Icon: IconBrandUbuntu },
  { pattern: /debian/i, Icon: IconBrandDebian },
  { pattern: /red ?hat|rhel/i, Icon: IconBrandRedhat },
  { pattern: /linux|bsd|solaris|aix|hp-?ux|fedora|suse|centos|rocky|alma/i, Icon: IconTerminal2 },
];

/** A small sign of the family of an operating system; its name stands beside. */
export function OsIcon({ os, size = 16 }: { readonly os: string; readonly size?: number }) {
  const Icon = families.find(({ pattern }) => pattern.test(os))?.Icon ?? IconDeviceDesktop;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}
