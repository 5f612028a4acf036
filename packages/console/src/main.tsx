import './app.css';
import '@mantine/core/styles.layer.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from './api/create-queries.ts';
import { sessionQuery } from './api/queries/session.ts';
import { startI18n } from './i18n/i18n.ts';
import { WordsProvider } from './i18n/words-provider.tsx';
import { reloadWhenOutdated } from './reload-when-outdated.ts';
import { router } from './routes.tsx';
import { theme } from './theme.ts';
import { adoptThemeVariables } from './theme-variables.ts';
import { GoToProvider } from './ui/app-link.tsx';

const queries = createQueries();
const colorScheme = localStorageColorSchemeManager({ key: 'muster.colorScheme' });

reloadWhenOutdated();
adoptThemeVariables();
// While the words come, the server is asked who is here, and the page of this address is loaded.
void queries.prefetchQuery(sessionQuery);
const words = startI18n();
void router.load();
await words;

const place = document.getElementById('root');
if (place === null) throw new Error('Cannot start: index.html has no element "root"');

createRoot(place).render(
  <StrictMode>
    {/* Mantine would put variables and global classes into style elements; see theme-variables.ts. */}
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <WordsProvider>
          <GoToProvider value={(href) => router.history.push(href)}>
            <RouterProvider router={router} />
          </GoToProvider>
        </WordsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
