import { useNavigate, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { usePreference } from '../api/preferences.ts';
import { loadWords } from '../i18n/i18n.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { placeGroups } from './places.ts';
import { listenToShortcuts } from './shortcuts.ts';

/** Loaded when it is opened for the first time. */
const Palette = lazyPart(async () => {
  await loadWords('palette');
  return { default: (await import('../palette/palette.tsx')).Palette };
});
const KeyboardHelp = lazyPart(async () => {
  await loadWords('palette');
  return { default: (await import('../palette/keyboard-help.tsx')).KeyboardHelp };
});

type Open = 'nothing' | 'palette' | 'help';

const places = placeGroups.flatMap((group) => group.places.map(({ to }) => to));

/** The palette and the help on keys, with the keys that open them; and how others open them. */
export function usePaletteHost() {
  const router = useRouter();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open>('nothing');
  // Once opened they stay, so that they close as softly as they opened.
  const [seen, setSeen] = useState<ReadonlySet<Open>>(new Set());
  const [areSingleKeysOn] = usePreference<boolean>('shortcuts', true);
  const show = useMemo(
    () => (next: Open) => {
      setSeen((before) => new Set(before).add(next));
      setOpen(next);
    },
    [],
  );
  useEffect(
    () =>
      listenToShortcuts({
        places,
        goTo: (to) => void navigate({ to, search: {} }),
        openPalette: () => show('palette'),
        openHelp: () => show('help'),
        areSingleKeysOn: () => areSingleKeysOn,
      }),
    [navigate, show, areSingleKeysOn],
  );
  const close = () => setOpen('nothing');
  const element = (
    <Suspense>
      {seen.has('palette') && (
        <Palette
          opened={open === 'palette'}
          onClose={close}
          onGo={(href) => router.history.push(href)}
          onHelp={() => show('help')}
        />
      )}
      {seen.has('help') && <KeyboardHelp opened={open === 'help'} onClose={close} />}
    </Suspense>
  );
  return { element, openPalette: () => show('palette'), openHelp: () => show('help') };
}
