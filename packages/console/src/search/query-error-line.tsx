import type { QueryError } from '@muster/protocol/query';
import { useTranslation } from 'react-i18next';
import { applySuggestion, type EditedText } from './apply-completion.ts';
import classes from './query-field.module.css';

type QueryErrorLineProps = {
  readonly id: string;
  readonly message: string;
  readonly text: string;
  readonly error: QueryError;
  readonly onTake: (edited: EditedText) => void;
};

/** What is wrong with a query, and a button that writes what was probably meant. */
export function QueryErrorLine({ id, message, text, error, onTake }: QueryErrorLineProps) {
  const { t } = useTranslation('query');
  const { suggestion } = error;
  return (
    <p id={id} className={classes.error} role="alert">
      {message}
      {suggestion !== null && (
        <button
          type="button"
          className={classes.suggestion}
          onClick={() => onTake(applySuggestion(text, { ...error, suggestion }))}
        >
          {t('field.suggestion', { text: suggestion })}
        </button>
      )}
    </p>
  );
}
