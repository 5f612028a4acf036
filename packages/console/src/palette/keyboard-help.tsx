import { Modal, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../api/preferences.ts';
import { placeGroups } from '../shell/places.ts';
import { placeKeys } from '../shell/shortcuts.ts';
import classes from './keyboard-help.module.css';

type KeyboardHelpProps = { readonly opened: boolean; readonly onClose: () => void };

/** What the keys do, and a switch for those that are pressed alone. */
export function KeyboardHelp({ opened, onClose }: KeyboardHelpProps) {
  const { t } = useTranslation('palette');
  const { t: common } = useTranslation();
  const [areOn, setOn] = usePreference<boolean>('shortcuts', true);
  const everywhere = [
    { keys: ['Ctrl', 'K'], label: t('help.palette') },
    { keys: ['/'], label: t('help.palette') },
    { keys: ['?'], label: t('help.title') },
    { keys: [t('keys.escape')], label: t('help.close') },
  ];
  const places = placeGroups
    .flatMap((group) => [...group.places])
    .filter(({ to }) => placeKeys[to] !== undefined)
    .map(({ to, key }) => ({ keys: ['g', placeKeys[to] ?? ''], label: common(key) }));
  const lists = [
    { keys: ['↑', '↓'], label: t('help.rows') },
    { keys: ['↵'], label: t('help.openRow') },
    { keys: [t('keys.space')], label: t('help.selectRow') },
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('help.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('help.close') }}
    >
      <div className={classes.columns}>
        <Keys title={t('help.everywhere')} lines={everywhere} />
        <Keys title={t('help.goTo')} lines={places} />
        <Keys title={t('help.inLists')} lines={lists} />
      </div>
      <Switch
        mt="lg"
        label={t('help.single')}
        description={t('help.singleHint')}
        checked={areOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Modal>
  );
}

type KeysProps = {
  readonly title: string;
  readonly lines: readonly { readonly keys: readonly string[]; readonly label: string }[];
};

function Keys({ title, lines }: KeysProps) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.list}>
        {lines.map(({ keys, label }) => (
          <div key={keys.join(' ')} className={classes.line}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
