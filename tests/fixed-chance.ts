import { configureGlobal } from 'fast-check';

// At home each run of a property looks elsewhere, and tells the seed of what it finds. Where a run says yes or no to a change, it
// looks at the same examples for everybody: what chance finds there has nothing to do with the change.
if (process.env.CI !== undefined) configureGlobal({ seed: 20_261_120 });
