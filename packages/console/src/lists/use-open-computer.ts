import { useNavigate } from '@tanstack/react-router';

/** Opens the page of a computer. */
export function useOpenComputer() {
  const navigate = useNavigate();
  /** @param query With what it was found: the page can then say why. */
  return ({ id }: { readonly id: number }, query = '') =>
    void navigate({
      to: '/computers/$computerId/{-$tab}',
      params: { computerId: String(id) },
      search: query === '' ? {} : { query },
    });
}
