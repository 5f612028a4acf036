/** Short texts that processes which share a database tell one another. Nothing is kept: who is not there does not hear. */
export type Signals = {
  /** Bytes of one text, at most. */
  readonly mostBytes: number;
  /** Tells all processes that listen, this one too. */
  send(text: string): Promise<void>;
  /**
   * Hears what is told from now on. A connection that is lost is made again; what was told meanwhile is missed.
   *
   * @returns Ends it.
   */
  listen(onText: (text: string) => void): () => Promise<void>;
};
