"""The settings of the plan and of this computer."""
