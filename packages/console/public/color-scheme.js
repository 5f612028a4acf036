// Runs before the first paint, so that a dark console does not flash white. The names are those of Mantine.
(() => {
  const show = (scheme) => document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  const showChosen = () => {
    let chosen = 'auto';
    try {
      chosen = localStorage.getItem('muster.colorScheme') || 'auto';
    } catch {
      // Storage may be forbidden; the system's choice is used then.
    }
    const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    show(dark ? 'dark' : 'light');
  };
  showChosen();
  // Paper is white.
  addEventListener('beforeprint', () => show('light'));
  addEventListener('afterprint', showChosen);
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? show('light') : showChosen()));
})();
