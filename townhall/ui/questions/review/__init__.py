"""Questions that look alike, reviewed group by group: merged, told apart, answered as before."""
