import { expect } from 'vitest';
import { browser, photograph } from './testing/browser.ts';
import { settled, setUpByApi, signedIn } from './testing/console.ts';
import { inventoryXml, sendXml } from './testing/documents.ts';
import { journey } from './testing/journey.ts';
import { serverForThisTest } from './testing/server.ts';

/** What these journeys look at of a list. */
type Answer = { readonly total: number; readonly items: readonly { readonly id: number }[] };

/** Machines of one name and serial number whose UUIDs differ: the server keeps them apart, and tells. */
function twin(number: number, name = '<b>PC</b>-7', serial = 'OEM-BOX'): string {
  return inventoryXml({
    deviceId: `twin-${number}-2026-11-20-08-00-00`,
    sections: {
      HARDWARE: [{ NAME: name, OSNAME: 'Debian GNU/Linux 12', UUID: `11111111-2222-4333-8444-00000000000${number}` }],
      BIOS: [{ SSN: serial }],
      NETWORKS: [{ DESCRIPTION: 'eth0', MACADDR: `3c:52:82:00:00:0${number}` }],
    },
  });
}

journey(
  'duplicates are compared, merged, parted and ignored; archived and deleted machines are found again',
  {
    needs: [browser],
  },
  async () => {
    const server = await serverForThisTest();
    await setUpByApi(server.url, server.output());
    for (const number of [1, 2]) await sendXml(server.url, twin(number));
    for (const number of [3, 4]) await sendXml(server.url, twin(number, 'kiosk', 'GENERIC9'));
    const { page, problems } = await signedIn(server.url);
    const faults: string[] = [];

    // Two groups have name and serial number in common; the first is open, its records side by side.
    await page.goto(`${server.url}/duplicates`);
    await page.getByText('2 groups of records').waitFor();
    const card = page.getByRole('region', { name: '<b>pc</b>-7 · OEM-BOX' });
    await card.getByRole('button', { name: /pc.*2 records/ }).waitFor();
    if ((await card.getByRole('radio').count()) === 0) await card.getByRole('button', { name: /2 records/ }).click();
    await card.getByRole('row', { name: /^UUID different/ }).waitFor();
    await card.getByRole('row', { name: /^Serial number the same/ }).waitFor();
    faults.push(...(await photograph(page, 'care-duplicates')));

    // Merged with a preview, undone from the list of merges.
    await card.getByRole('button', { name: /Merge the 2/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge records' });
    await dialog.getByText('What becomes of it').waitFor();
    await dialog.getByText(/inventory of .* stays/).waitFor();
    await dialog.getByRole('button', { name: 'Merge 2 records into one' }).click();
    await page.getByText('The records are one now').waitFor();
    await page.getByText('1 group of records').waitFor();
    expect((await server.api.getJson<Answer>('/assets')).total).toBe(3);
    await page.getByRole('tab', { name: 'Merged' }).click();
    await page.getByRole('button', { name: 'Part them again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Part them again' }).click();
    await page.getByText('The records are two again').waitFor();
    expect((await server.api.getJson<Answer>('/assets')).total).toBe(4);
    faults.push(...(await photograph(page, 'care-merges')));

    // Different machines: the pair is not shown again, but can be found, and looked at again.
    await page.goto(`${server.url}/duplicates?method=name%2Bserial`);
    const kiosk = page.getByRole('region', { name: 'kiosk · GENERIC9' });
    await kiosk.waitFor();
    await settled(page);
    if ((await kiosk.getByRole('button', { name: 'They are different machines' }).count()) === 0) {
      await kiosk.getByRole('button', { name: /2 records/ }).click();
    }
    await kiosk.getByRole('button', { name: 'They are different machines' }).click();
    await page.getByText('They will not be shown together any more').waitFor();
    await kiosk.waitFor({ state: 'detached' });
    await page.goto(`${server.url}/duplicates?view=suspicions`);
    await page.getByText('Known to be different').click();
    await page.getByRole('button', { name: 'Look at it again' }).click();
    await page.getByText('No pair was said to be different machines').waitFor();

    // A value that tells nothing: how many have it is said before it is listed.
    await page.goto(`${server.url}/duplicates?view=blacklists&kind=serial&value=generic9`);
    await page.getByText('2 computers have it').waitFor();
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('button', { name: 'Take off GENERIC9' }).waitFor();
    faults.push(...(await photograph(page, 'care-blacklists')));
    await page.goto(`${server.url}/duplicates?method=serial`);
    await page.getByRole('button', { name: /^2\s*Serial number/ }).waitFor();

    // Archived, brought back from the archive.
    const { items } = await server.api.getJson<Answer>('/assets?sort=deviceId');
    const idOf = (index: number) => items[index]?.id;
    await server.api.post('/assets/archive', { ids: [idOf(2), idOf(3)] });
    await page.goto(`${server.url}/archive`);
    await page.getByText('2 archived computers').waitFor();
    await page.locator('tbody input[type="checkbox"]').first().click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Bring back from the archive' }).click();
    await page.getByRole('button', { name: 'Bring back 1 computer' }).click();
    await page.getByText('1 archived computer', { exact: true }).waitFor();
    faults.push(...(await photograph(page, 'care-archive')));

    // Deletions are told to programs that follow, until they are cleared.
    await server.api.setSetting('TRACE_DELETED', true);
    await server.api.post('/assets/delete', { ids: [idOf(3)], confirm: 1 });
    await page.goto(`${server.url}/deletions`);
    await page.getByText('twin-4-2026-11-20-08-00-00').waitFor();
    faults.push(...(await photograph(page, 'care-deletions')));
    await page.getByRole('button', { name: 'Clear the list' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Forget 1 entry' }).click();
    await page.getByText('There are no deletions to tell').waitFor();

    expect(faults).toEqual([]);
    expect(problems).toEqual([]);
  },
);
