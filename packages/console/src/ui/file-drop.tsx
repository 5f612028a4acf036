import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import classes from './file-drop.module.css';

type FileDropProps = {
  /** What belongs here: "Drop CSV file here". */
  readonly title: string;
  readonly hint: ReactNode;
  /** Of the button that does the same without a mouse. */
  readonly buttonLabel: string;
  /** As of `<input accept>`. */
  readonly accept?: string;
  readonly isMultiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

/** A place where files are dropped, or chosen with a button. */
export function FileDrop({ title, hint, buttonLabel, accept, isMultiple = false, onFiles }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const list = [...(files ?? [])];
    if (list.length > 0) onFiles(isMultiple ? list : list.slice(0, 1));
  };
  const over = (event: DragEvent) => {
    event.preventDefault(); // else the browser would open the file
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <IconUpload size={26} stroke={1.5} aria-hidden />
      <p className={classes.title}>{title}</p>
      <p className={classes.hint} id={`${id}-hint`}>
        {hint}
      </p>
      <Button variant="default" onClick={() => input.current?.click()} aria-describedby={`${id}-hint`}>
        {buttonLabel}
      </Button>
      <input
        ref={input}
        type="file"
        className={classes.input}
        aria-label={title}
        tabIndex={-1}
        multiple={isMultiple}
        {...(accept === undefined ? {} : { accept })}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = ''; // the same file may be chosen again
        }}
      />
    </div>
  );
}
