export type JobTables = {
  /** Which process runs a job; a lease that is over may be taken by any other. */
  job_leases: {
    name: string;
    /** One running process, by a random name. */
    holder: string;
    /** Milliseconds since 1970 in UTC, by the clock of the holder. */
    expires_at: number;
  };
};
