# The part of the infrastructure that the local cloud can change: the App Service plan.
resource "azurerm_service_plan" "api" {
  name                = "asp-kilometers-prod-local"
  resource_group_name = "rg-kilometers-prod"
  os_type             = "Linux"
  sku_name            = "B1"
  worker_count        = 1
}
