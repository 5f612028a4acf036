import classes from './skeleton-rows.module.css';

const ROWS = 8;
const WIDTHS = ['70%', '45%', '85%', '60%', '38%', '75%'];

/** Stands where rows will be. */
export function SkeletonRows({ columns }: { readonly columns: number }) {
  return Array.from({ length: ROWS }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    <tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <td key={cell}>
          <span className={classes.bone} style={{ width: WIDTHS[(row * 5 + cell) % WIDTHS.length] }} />
        </td>
      ))}
    </tr>
  ));
}
